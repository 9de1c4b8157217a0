import type { DetectionItem } from '../detection';
import type { OwnValue } from '../match/value-test';
import { plainText } from '../value';
import { refuse, type SqlContext } from './context';
import { anyAt, placeOf } from './place';
import { FALSE, leaf, type Sql } from './sql';
import { quote } from './value';

/** On a masked path only equality is left: of the token that stands for the literal. */
export function tokenTest(
  values: readonly OwnValue[],
  path: string,
  item: DetectionItem,
  context: SqlContext,
): Sql {
  const texts = values.map(wholeText);
  if (!texts.every((text) => text !== undefined)) {
    refuse(
      context,
      item.line,
      `${item.field}: ${path} is masked in the lake, where only whole values can be compared: ingest-only`,
    );
    return FALSE;
  }
  const tokens = texts.flat().map((text) => context.mask.literal?.(path, text));
  if (!tokens.every((token) => token !== undefined)) {
    refuse(
      context,
      item.line,
      `${item.field}: ${path} is masked in the lake, and not by tokens: ingest-only`,
    );
    return FALSE;
  }
  const literals = tokens.map((token) => quote(token, false, context, item.line));
  return leaf(anyAt(placeOf(path, context), context, (text) => `${text} IN (${literals.join(', ')})`));
}

/** What a value equals as a whole; undefined when it does not only compare whole values without case. */
function wholeText(value: OwnValue): readonly string[] | undefined {
  switch (value.kind) {
    case 'string': {
      const text = value.cased ? undefined : plainText(value);
      return text === undefined ? undefined : [text];
    }
    case 'number':
      return [value.text];
    case 'boolean':
      return [String(value.value)];
    case 'expansion': {
      const texts = value.of.map((inner) => wholeText(inner as OwnValue));
      return texts.every((text) => text !== undefined) ? texts.flat() : undefined;
    }
    default:
      return undefined;
  }
}
