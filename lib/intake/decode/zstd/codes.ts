import { buildFseTable, type FseTable } from './fse';

/** One of the three kinds of codes a sequence is made of: how its value is made, and its tables (RFC 8878, 3.1.1.3.2.1). */
export interface CodeKind {
  readonly base: readonly number[];
  readonly extraBits: readonly number[];
  readonly maxLog: number;
  readonly predefined: FseTable;
}

/** Values of codes that follow each other: each starts where the extra bits of the one before end. */
function baselines(first: number, extraBits: readonly number[]): number[] {
  let next = first;
  return extraBits.map((bits) => {
    const base = next;
    next += 2 ** bits;
    return base;
  });
}

const times = (count: number, value: number): number[] => new Array<number>(count).fill(value);

const LITERAL_BITS = [...times(16, 0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const MATCH_BITS = [...times(32, 0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
// Offsets of code 28 and beyond lie outside every window that is allowed; they are refused by their value.
const OFFSET_BITS = Array.from({ length: 32 }, (_, code) => code);

const LITERAL_COUNTS = [
  4,
  3,
  ...times(11, 2),
  1,
  1,
  1,
  ...times(9, 2),
  3,
  2,
  ...times(5, 1),
  ...times(4, -1),
];
const MATCH_COUNTS = [1, 4, 3, ...times(6, 2), ...times(37, 1), ...times(7, -1)];
const OFFSET_COUNTS = [...times(6, 1), 2, 2, 2, ...times(15, 1), ...times(5, -1)];

export const LITERAL_LENGTHS: CodeKind = {
  base: baselines(0, LITERAL_BITS),
  extraBits: LITERAL_BITS,
  maxLog: 9,
  predefined: buildFseTable(LITERAL_COUNTS, 6),
};

export const MATCH_LENGTHS: CodeKind = {
  base: baselines(3, MATCH_BITS),
  extraBits: MATCH_BITS,
  maxLog: 9,
  predefined: buildFseTable(MATCH_COUNTS, 6),
};

export const OFFSETS: CodeKind = {
  base: baselines(1, OFFSET_BITS),
  extraBits: OFFSET_BITS,
  maxLog: 8,
  predefined: buildFseTable(OFFSET_COUNTS, 5),
};
