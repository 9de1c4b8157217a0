import type { Hit, PiiKind } from '../kinds';
import { scan } from './scan';
import type { Hint } from './state';

/** What stands in a find's place. */
export type Replace = (kind: PiiKind, value: string) => string;

/** Where finds touch, what one leaves over may be a find of its own; more rounds than this no text needs. */
const MOST_ROUNDS = 3;

/** The text with every find replaced, until a scan finds nothing more; the text itself when there is none. */
export function replaceText(text: string, replace: Replace, hint?: Hint): string {
  let current = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const hits = scan(current, hint);
    if (hits.length === 0) {
      return current;
    }
    current = replaceHits(current, hits, replace);
  }
  return current;
}

/** Adds to one text: a list of a hundred thousand pieces takes longer to make and to join. */
function replaceHits(text: string, hits: readonly Hit[], replace: Replace): string {
  let out = '';
  let from = 0;
  for (const hit of hits) {
    out += text.slice(from, hit.start) + replace(hit.kind, hit.value);
    from = hit.end;
  }
  return out + text.slice(from);
}
