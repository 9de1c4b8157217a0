import { bitsAt } from './backward-bits';
import { corrupt } from './corrupt';

/** A finite state entropy decoding table: for each state the symbol, and how the next state is made. */
export interface FseTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly base: Uint16Array;
}

/** A table of one state that always gives the same symbol. */
export function singleSymbolTable(symbol: number): FseTable {
  return { log: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), base: new Uint16Array(1) };
}

/** Builds the table of a distribution; a count of -1 stands for a probability below one (RFC 8878, 4.1.1). */
export function buildFseTable(counts: ArrayLike<number>, log: number): FseTable {
  const size = 1 << log;
  const table = {
    log,
    symbols: new Uint8Array(size),
    bits: new Uint8Array(size),
    base: new Uint16Array(size),
  };
  const next = new Uint16Array(counts.length);
  let high = size;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const count = counts[symbol] ?? 0;
    next[symbol] = Math.abs(count);
    if (count === -1) {
      table.symbols[--high] = symbol;
    }
  }
  spread(table.symbols, counts, high);
  for (let state = 0; state < size; state++) {
    const symbol = table.symbols[state] ?? 0;
    const value = next[symbol] ?? 0;
    next[symbol] = value + 1;
    const bits = log - (31 - Math.clz32(value));
    table.bits[state] = bits;
    table.base[state] = (value << bits) - size;
  }
  return table;
}

function spread(symbols: Uint8Array, counts: ArrayLike<number>, high: number): void {
  const mask = symbols.length - 1;
  const step = (symbols.length >> 1) + (symbols.length >> 3) + 3;
  let at = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    for (let left = counts[symbol] ?? 0; left > 0; left--) {
      symbols[at] = symbol;
      do {
        at = (at + step) & mask;
      } while (at >= high);
    }
  }
}

/** Reads a distribution and builds its table; `bytes` is how long its description is. */
export function readFseTable(
  source: Uint8Array,
  maxLog: number,
  maxSymbol: number,
): { readonly table: FseTable; readonly bytes: number } {
  const log = bitsAt(source, 0, 4) + 5;
  if (log > maxLog) {
    return corrupt(`an entropy table of ${log} bits, the limit is ${maxLog}`);
  }
  const counts: number[] = [];
  let at = 4;
  let remaining = (1 << log) + 1;
  while (remaining > 1 && counts.length <= maxSymbol) {
    const { count, bits } = readCount(source, at, remaining);
    at += bits;
    remaining -= Math.abs(count);
    counts.push(count);
    if (count === 0) {
      at = readZeroes(source, at, counts, maxSymbol);
    }
  }
  const bytes = (at + 7) >> 3;
  if (remaining !== 1 || counts.length > maxSymbol + 1 || bytes > source.length) {
    return corrupt('an entropy table that does not add up');
  }
  return { table: buildFseTable(counts, log), bytes };
}

// Values below a threshold take one bit less, so that no code is wasted.
function readCount(source: Uint8Array, at: number, remaining: number) {
  const width = 32 - Math.clz32(remaining);
  const threshold = 1 << (width - 1);
  const spare = 2 * threshold - 1 - remaining;
  const value = bitsAt(source, at, width);
  const low = value & (threshold - 1);
  if (low < spare) {
    return { count: low - 1, bits: width - 1 };
  }
  return { count: (value >= threshold ? value - spare : value) - 1, bits: width };
}

function readZeroes(source: Uint8Array, from: number, counts: number[], maxSymbol: number): number {
  let at = from;
  let more = 3;
  while (more === 3 && counts.length <= maxSymbol) {
    more = bitsAt(source, at, 2);
    at += 2;
    for (let zero = 0; zero < more; zero++) {
      counts.push(0);
    }
  }
  return at;
}
