import type { Source } from '../sources/source';
import type { Item } from './item';

/**
 * The source a record belongs to: the one that claims its envelope, else the first that recognises it, the last chosen
 * asked before all others, since the records of an input are mostly of one source. A line that nobody recognises stays
 * with the source of lines that was chosen last: in a custom format only the header says what a line is. Undefined: of
 * an unknown format; a flawed or skipped item is of none.
 */
export function chooseSource(
  item: Item,
  sources: readonly Source[],
  lastChosen?: Source,
): Source | undefined {
  if (item.flaw !== undefined || item.skip !== undefined) {
    return undefined;
  }
  const { envelope, value } = item;
  const claiming = envelope && sources.find((source) => source.claims?.(envelope));
  if (claiming) {
    return claiming;
  }
  if (lastChosen?.recognise(value)) {
    return lastChosen;
  }
  const found = sources.find((source) => source !== lastChosen && source.recognise(value));
  return found ?? (typeof value === 'string' && lastChosen?.shape === 'line' ? lastChosen : undefined);
}
