import { type BackwardBits, openBackwardBits, readBits } from './backward-bits';
import { type CodeKind, LITERAL_LENGTHS, MATCH_LENGTHS, OFFSETS } from './codes';
import { corrupt } from './corrupt';
import { type FseTable, readFseTable, singleSymbolTable } from './fse';
import { type History, writeLiterals, writeMatch } from './history';

const PREDEFINED = 0;
const RLE = 1;
const FSE = 2;
const MAX_READ_BITS = 24;

/** What one block of a frame leaves to the next: the tables, and the last three offsets. */
export interface SequenceState {
  literalLengths: FseTable | undefined;
  matchLengths: FseTable | undefined;
  offsets: FseTable | undefined;
  readonly recent: [number, number, number];
}

export function startSequences(): SequenceState {
  return { literalLengths: undefined, matchLengths: undefined, offsets: undefined, recent: [1, 4, 8] };
}

/** Carries out a block's sequences (RFC 8878, 3.1.1.4): literals, then a match, over and over, then what is left. */
export function runSequences(
  section: Uint8Array,
  literals: Uint8Array,
  state: SequenceState,
  history: History,
  maxBytes: number,
): void {
  const { count, bytes } = sequenceCount(section);
  if (count === 0) {
    if (bytes !== section.length) {
      corrupt('bytes after the end of a block');
    }
    writeLiterals(history, literals, 0, literals.length);
    return;
  }
  const stream = readTables(section.subarray(bytes), state);
  const used = runAll(count, openBackwardBits(stream), literals, state, history, history.end + maxBytes);
  if (history.end + literals.length - used > history.bytes.length) {
    corrupt('a block larger than it may be');
  }
  writeLiterals(history, literals, used, literals.length);
}

function sequenceCount(section: Uint8Array): { readonly count: number; readonly bytes: number } {
  const [first = 0, second = 0, third = 0] = section;
  if (section.length === 0) {
    return corrupt('a block without sequences section');
  }
  if (first < 128) {
    return { count: first, bytes: 1 };
  }
  return first < 255
    ? { count: ((first - 128) << 8) + second, bytes: 2 }
    : { count: second + (third << 8) + 0x7f00, bytes: 3 };
}

/** Reads the three tables; what follows them is the bit stream. */
function readTables(section: Uint8Array, state: SequenceState): Uint8Array {
  const modes = section[0] ?? 0;
  if (modes & 3) {
    return corrupt('reserved bits are set in a sequences section');
  }
  let rest = section.subarray(1);
  const next = (kind: CodeKind, mode: number, before: FseTable | undefined): FseTable => {
    const { table, bytes } = readTable(rest, kind, mode & 3, before);
    rest = rest.subarray(bytes);
    return table;
  };
  state.literalLengths = next(LITERAL_LENGTHS, modes >> 6, state.literalLengths);
  state.offsets = next(OFFSETS, modes >> 4, state.offsets);
  state.matchLengths = next(MATCH_LENGTHS, modes >> 2, state.matchLengths);
  return rest;
}

function readTable(source: Uint8Array, kind: CodeKind, mode: number, before: FseTable | undefined) {
  const maxSymbol = kind.base.length - 1;
  switch (mode) {
    case PREDEFINED:
      return { table: kind.predefined, bytes: 0 };
    case RLE: {
      const symbol = source[0] ?? 0;
      return symbol > maxSymbol
        ? corrupt('a sequence code that does not exist')
        : { table: singleSymbolTable(symbol), bytes: 1 };
    }
    case FSE:
      return readFseTable(source, kind.maxLog, maxSymbol);
    default:
      return before === undefined
        ? corrupt('a table of an earlier block, but there is none')
        : { table: before, bytes: 0 };
  }
}

/** Bytes of the literals that the sequences used. */
function runAll(
  count: number,
  bits: BackwardBits,
  literals: Uint8Array,
  state: SequenceState,
  history: History,
  limit: number,
): number {
  const { literalLengths, offsets, matchLengths, recent } = state;
  if (literalLengths === undefined || offsets === undefined || matchLengths === undefined) {
    return corrupt('sequences without tables');
  }
  let literalState = readBits(bits, literalLengths.log);
  let offsetState = readBits(bits, offsets.log);
  let matchState = readBits(bits, matchLengths.log);
  let used = 0;
  for (let left = count; left > 0; left--) {
    const offsetValue = readValue(bits, OFFSETS, offsets, offsetState);
    const matchLength = readValue(bits, MATCH_LENGTHS, matchLengths, matchState);
    const literalLength = readValue(bits, LITERAL_LENGTHS, literalLengths, literalState);
    if (
      bits.left < 0 ||
      literalLength > literals.length - used ||
      history.end + literalLength + matchLength > limit
    ) {
      return corrupt('a sequence beyond its block');
    }
    writeLiterals(history, literals, used, used + literalLength);
    used += literalLength;
    writeMatch(history, resolveOffset(recent, offsetValue, literalLength), matchLength);
    if (left > 1) {
      literalState = nextState(bits, literalLengths, literalState);
      matchState = nextState(bits, matchLengths, matchState);
      offsetState = nextState(bits, offsets, offsetState);
    }
  }
  return bits.left === 0 ? used : corrupt('a sequence stream of another length than its sequences');
}

function nextState(bits: BackwardBits, table: FseTable, state: number): number {
  return (table.base[state] ?? 0) + readBits(bits, table.bits[state] ?? 0);
}

function readValue(bits: BackwardBits, kind: CodeKind, table: FseTable, state: number): number {
  const code = table.symbols[state] ?? 0;
  const extra = kind.extraBits[code] ?? 0;
  const base = kind.base[code] ?? 0;
  if (extra <= MAX_READ_BITS) {
    return base + readBits(bits, extra);
  }
  const high = readBits(bits, extra - MAX_READ_BITS);
  return base + high * 2 ** MAX_READ_BITS + readBits(bits, MAX_READ_BITS);
}

/** The distance a match is copied from; values up to 3 name one of the last distances (RFC 8878, 3.1.1.5). */
function resolveOffset(recent: [number, number, number], value: number, literalLength: number): number {
  const which = value > 3 ? 3 : value - 1 + (literalLength === 0 ? 1 : 0);
  if (which === 0) {
    return recent[0];
  }
  const offset = value > 3 ? value - 3 : which === 3 ? recent[0] - 1 : (recent[which as 1 | 2] ?? 0);
  if (offset === 0) {
    return corrupt('an offset of zero');
  }
  recent[2] = which === 1 ? recent[2] : recent[1];
  recent[1] = recent[0];
  recent[0] = offset;
  return offset;
}
