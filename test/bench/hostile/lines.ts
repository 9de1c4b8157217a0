const LENGTH = 1_000_000;

/** A line of a million characters that repeats a piece. */
export function packed(piece: string): string {
  return piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
}

/** What makes matchers slow: long runs of what patterns are made of, in narrow and wide characters. */
export const RUNS: readonly string[] = [
  'a',
  '0',
  ' ',
  '"',
  '.',
  '/',
  '@',
  ':',
  '-',
  'é',
  'あ',
  'aあ',
  'İ',
  '{"a":',
];
