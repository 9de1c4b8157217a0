import { scan } from '../../../../../lib/pipeline/mask/scan/scan';
import type { Hint } from '../../../../../lib/pipeline/mask/scan/state';

/** The text with each find replaced by its kind in angle brackets: how the tables of the scanner's tests read. */
export function marked(text: string, hint?: Hint): string {
  let out = '';
  let from = 0;
  for (const hit of scan(text, hint)) {
    out += `${text.slice(from, hit.start)}<${hit.kind}>`;
    from = hit.end;
  }
  return out + text.slice(from);
}
