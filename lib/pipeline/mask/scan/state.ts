import type { Hit, PiiKind } from '../kinds';
import type { Codes } from './codes';

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

/** One text while it is scanned. Finds come in order and do not overlap. */
export interface Scan {
  text: string;
  /** The text's codes, for what is looked at often. */
  readonly codes: Codes;
  hint: Hint;
  hits: Hit[];
  /** End of the run of hexadecimal digits and colons looked at last. */
  colonRun: number;
}

/** Notes a find that ends at or after all earlier ones; those it covers give way. Returns its end. */
export function found(scan: Scan, kind: PiiKind, start: number, end: number): number {
  const { hits } = scan;
  let last = hits[hits.length - 1];
  let from = start;
  while (last && last.end > from) {
    from = Math.min(from, last.start);
    hits.pop();
    last = hits[hits.length - 1];
  }
  hits.push({ start: from, end, kind, value: scan.text.slice(from, end) });
  return end;
}

/** Where the text that no find covers yet begins. */
export function floor(scan: Scan): number {
  return scan.hits[scan.hits.length - 1]?.end ?? 0;
}
