import type { Skim } from './skim';

/** What a scan came to: the value is whole, more bytes are needed, it is no JSON, too deep, or a member's array opens. */
export type ScanEnd = 'whole' | 'more' | 'invalid' | 'deep' | 'member-array';

/** Where a scan stands; it goes on when more bytes have come. */
export interface Scan {
  /** Offset of the next byte, from the start of the value. */
  at: number;
  state: number;
  depth: number;
  /** For each open level: 1 an object, 0 an array. */
  readonly kinds: Uint8Array;
}

// Classes of bytes.
const OTHER = 0;
const SPACE = 1;
const NEWLINE = 2;
const QUOTE = 3;
const BACKSLASH = 4;
const OPEN_OBJECT = 5;
const OPEN_ARRAY = 6;
const CLOSE_OBJECT = 7;
const CLOSE_ARRAY = 8;
const COLON = 9;
const COMMA = 10;
const SCALAR = 11;
const CLASSES = 16;

// States, each a row of the transition table.
const row = (number: number) => number * CLASSES;
const VALUE = row(0);
const KEY = row(1);
const AFTER_KEY = row(2);
const AFTER_VALUE = row(3);
const IN_SCALAR = row(4);
const IN_STRING = row(5);
const IN_ESCAPE = row(6);
const IN_KEY = row(7);
const IN_KEY_ESCAPE = row(8);
const STATES = 9;

// Transitions that do more than change the state.
const BAD = row(STATES);
const ENTER_OBJECT = row(STATES + 1);
const ENTER_ARRAY = row(STATES + 2);
const LEAVE_OBJECT = row(STATES + 3);
const LEAVE_ARRAY = row(STATES + 4);
const NEXT = row(STATES + 5);

const CLASS_OF = classTable();
const TRANSITION = transitionTable();

function classTable(): Uint8Array {
  const classes = new Uint8Array(256);
  const put = (characters: string, value: number) => {
    for (const character of characters) {
      classes[character.charCodeAt(0)] = value;
    }
  };
  put(' \t\r', SPACE);
  put('\n', NEWLINE);
  put('"', QUOTE);
  put('\\', BACKSLASH);
  put('{', OPEN_OBJECT);
  put('[', OPEN_ARRAY);
  put('}', CLOSE_OBJECT);
  put(']', CLOSE_ARRAY);
  put(':', COLON);
  put(',', COMMA);
  put('+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', SCALAR);
  return classes;
}

// Lenient where JSON.parse will judge the whole value anyway (numbers, literals, trailing commas); strict where
// being lenient would run on into the records that follow (a raw newline in a string, a value where a key belongs).
function transitionTable(): Uint8Array {
  const table = new Uint8Array(STATES * CLASSES).fill(BAD);
  const put = (state: number, entries: Readonly<Record<number, number>>) => {
    for (const [byteClass, next] of Object.entries(entries)) {
      table[state + Number(byteClass)] = next;
    }
  };
  const closing = { [CLOSE_OBJECT]: LEAVE_OBJECT, [CLOSE_ARRAY]: LEAVE_ARRAY, [COMMA]: NEXT };
  const blank = (state: number) => ({ [SPACE]: state, [NEWLINE]: state });
  const opening = {
    [QUOTE]: IN_STRING,
    [OPEN_OBJECT]: ENTER_OBJECT,
    [OPEN_ARRAY]: ENTER_ARRAY,
    [SCALAR]: IN_SCALAR,
  };
  put(VALUE, { ...blank(VALUE), ...opening, [CLOSE_ARRAY]: LEAVE_ARRAY });
  put(KEY, { ...blank(KEY), [QUOTE]: IN_KEY, [CLOSE_OBJECT]: LEAVE_OBJECT });
  put(AFTER_KEY, { ...blank(AFTER_KEY), [COLON]: VALUE });
  put(AFTER_VALUE, { ...blank(AFTER_VALUE), ...closing });
  put(IN_SCALAR, { ...blank(AFTER_VALUE), ...closing, [SCALAR]: IN_SCALAR });
  for (const [inside, escaped, after] of [
    [IN_STRING, IN_ESCAPE, AFTER_VALUE],
    [IN_KEY, IN_KEY_ESCAPE, AFTER_KEY],
  ] as const) {
    table.fill(inside, inside, inside + CLASSES).fill(inside, escaped, escaped + CLASSES);
    put(inside, { [QUOTE]: after, [BACKSLASH]: escaped, [NEWLINE]: BAD });
    put(escaped, { [NEWLINE]: BAD });
  }
  return table;
}

/** A scan that stands before a value. */
export function startScan(maxDepth: number): Scan {
  return { at: 0, state: VALUE, depth: 0, kinds: new Uint8Array(maxDepth + 1) };
}

/** Puts a used scan before the next value. */
export function restartScan(scan: Scan): void {
  scan.at = 0;
  scan.state = VALUE;
  scan.depth = 0;
}

/** Goes on from where a scan stands, counting brackets only. */
export function skimOn({ state, depth }: Scan): Skim {
  const escaped = state === IN_ESCAPE || state === IN_KEY_ESCAPE;
  return { depth, inString: escaped || state === IN_STRING || state === IN_KEY, escaped };
}

/**
 * Follows one object or array, which starts at `start`, through the bytes there are. `scan.at` then is the offset
 * after the value, of the first wrong byte, or after the bracket that opens a member's array (a caller that does not
 * want to take its elements one by one calls again).
 */
export function scanValue(scan: Scan, bytes: Uint8Array, start: number): ScanEnd {
  const end = bytes.length;
  let state = scan.state;
  for (let at = start + scan.at; at < end; at++) {
    const next = TRANSITION[state + (CLASS_OF[bytes[at] ?? 0] ?? OTHER)] ?? BAD;
    if (next < BAD) {
      state = next;
      continue;
    }
    scan.state = state;
    const ended = act(scan, next);
    state = scan.state;
    if (ended !== undefined) {
      scan.at = at - start + (ended === 'invalid' || ended === 'deep' ? 0 : 1);
      return ended;
    }
  }
  scan.state = state;
  scan.at = end - start;
  return 'more';
}

function act(scan: Scan, action: number): ScanEnd | undefined {
  switch (action) {
    case ENTER_OBJECT:
      return enter(scan, 1, KEY);
    case ENTER_ARRAY:
      return enter(scan, 0, VALUE);
    case LEAVE_OBJECT:
      return leave(scan, 1);
    case LEAVE_ARRAY:
      return leave(scan, 0);
    case NEXT:
      scan.state = scan.kinds[scan.depth] === 1 ? KEY : VALUE;
      return undefined;
    default:
      return 'invalid';
  }
}

function enter(scan: Scan, kind: number, state: number): ScanEnd | undefined {
  if (scan.depth + 1 >= scan.kinds.length) {
    return 'deep';
  }
  scan.depth++;
  scan.kinds[scan.depth] = kind;
  scan.state = state;
  return kind === 0 && scan.depth === 2 && scan.kinds[1] === 1 ? 'member-array' : undefined;
}

function leave(scan: Scan, kind: number): ScanEnd | undefined {
  if (scan.kinds[scan.depth] !== kind) {
    return 'invalid';
  }
  scan.depth--;
  scan.state = AFTER_VALUE;
  return scan.depth === 0 ? 'whole' : undefined;
}
