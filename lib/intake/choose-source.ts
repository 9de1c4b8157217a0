import type { Source } from '../sources/source';
import type { Item } from './item';

/**
 * The source a record belongs to: the first that recognises it, the last chosen asked before all others, since the
 * records of an input are mostly of one source. A line that nobody recognises stays with the source of lines that was
 * chosen last: in a custom format only the header says what a line is. Undefined: of an unknown format; a flawed or
 * skipped item is of none.
 */
export function chooseSource(
  item: Item,
  sources: readonly Source[],
  lastChosen?: Source,
): Source | undefined {
  if (item.flaw !== undefined || item.skip !== undefined) {
    return undefined;
  }
  if (lastChosen?.recognise(item.value)) {
    return lastChosen;
  }
  const found = sources.find((source) => source !== lastChosen && source.recognise(item.value));
  return found ?? (typeof item.value === 'string' && lastChosen?.shape === 'line' ? lastChosen : undefined);
}
