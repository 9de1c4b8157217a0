import type { Hit, PiiKind } from '../kinds';
import { type Codes, PAD } from './codes';
import type { Words } from './context';

/** What is known of where a text stands: the name of the key it is the value of, when it has one. */
export interface Hint {
  /** Lower-case name of the attribute or key. */
  readonly key: string;
  /** Dotted quads are versions: the key says `version`. */
  readonly isVersion?: boolean;
  /** The text is a user agent: `curl/8.4.0.1` is a product and its version. */
  readonly isAgent?: boolean;
}

export const NO_HINT: Hint = { key: '' };

/** Runs of characters that were looked over to their end, so that none is twice: positions of codes, 0 before the first. */
export interface Runs {
  /** End of the hexadecimal digits and colons. */
  colonTo: number;
  /** The last colon of that run; 0 when points stand in it. */
  lastColon: number;
  /** Begin and end of what the value of a parameter can be made of. */
  valueFrom: number;
  valueTo: number;
  /** End of letters, digits, `_` and `-`. */
  nameTo: number;
  /** Where the next label of a private key stands. */
  keyAt: number;
}

export function noRuns(): Runs {
  return { colonTo: 0, lastColon: 0, valueFrom: 0, valueTo: 0, nameTo: 0, keyAt: 0 };
}

/** One text while it is scanned. Finds come in order and do not overlap. */
export interface Scan {
  text: string;
  /** The text's codes, which all scanners read: the positions they speak of are the codes', with the padding. */
  readonly codes: Codes;
  hint: Hint;
  hits: Hit[];
  readonly run: Runs;
  readonly words: Words;
}

/** Notes a find that ends at or after all earlier ones; those it covers give way. Returns its end. */
export function found(scan: Scan, kind: PiiKind, start: number, end: number): number {
  const { hits } = scan;
  let last = hits[hits.length - 1];
  let from = start - PAD;
  while (last && last.end > from) {
    from = Math.min(from, last.start);
    hits.pop();
    last = hits[hits.length - 1];
  }
  const to = end - PAD;
  hits.push({ start: from, end: to, kind, value: scan.text.slice(from, to) });
  return end;
}

/** Where what no find covers yet begins. */
export function floor(scan: Scan): number {
  return PAD + (scan.hits[scan.hits.length - 1]?.end ?? 0);
}
