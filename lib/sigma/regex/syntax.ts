/** Inclusive ranges of UTF-16 code units, sorted, without overlap. */
export type CharSet = readonly (readonly [from: number, to: number])[];

export type Assertion = 'textStart' | 'textEnd' | 'lineStart' | 'lineEnd' | 'wordEdge' | 'notWordEdge';

/** A regular expression in the subset that a finite automaton decides in linear time. */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'concat' | 'alternation'; readonly of: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly of: RegexNode;
      readonly min: number;
      readonly max: number | undefined;
    }
  | { readonly kind: 'assert'; readonly assertion: Assertion };

export const LAST = 0xffff;
export const NEWLINE = 10;

export const DIGIT: CharSet = [[48, 57]];
export const WORD: CharSet = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
export const SPACE: CharSet = [
  [9, 13],
  [32, 32],
];

/** One character. */
export function single(code: number): CharSet {
  return [[code, code]];
}

/** Everything a set does not have. */
export function invert(set: CharSet): CharSet {
  const out: [number, number][] = [];
  let from = 0;
  for (const [low, high] of set) {
    if (low > from) {
      out.push([from, low - 1]);
    }
    from = high + 1;
  }
  return from <= LAST ? [...out, [from, LAST]] : out;
}

/** Sorted union of sets. */
export function union(...sets: readonly CharSet[]): CharSet {
  const sorted = sets.flat().toSorted((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = out.at(-1);
    if (last && low <= last[1] + 1) {
      last[1] = Math.max(last[1], high);
    } else {
      out.push([low, high]);
    }
  }
  return out;
}

/** Letters with case, one code unit each, end here for ranges: `[\u0100-\uffff]` is not walked to its end. */
const LAST_CASED = 0x24f;

/** A set with the other case of its letters, where both cases are one code unit. */
export function foldCase(set: CharSet): CharSet {
  const extra = set.flatMap(([low, high]) => {
    const last = low === high ? high : Math.min(high, LAST_CASED);
    return Array.from({ length: Math.max(0, last - low + 1) }, (_, i) => otherCases(low + i)).flat();
  });
  return union(set, extra);
}

/** Like JavaScript, no letter beyond ASCII counts as a case of one within (the long s is no s). */
function otherCases(code: number): CharSet {
  const char = String.fromCharCode(code);
  return [char.toLowerCase(), char.toUpperCase()]
    .filter((other) => other.length === 1 && code < 128 === other.charCodeAt(0) < 128)
    .map((other) => [other.charCodeAt(0), other.charCodeAt(0)] as const);
}
