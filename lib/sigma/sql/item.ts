import type { DetectionItem } from '../detection';
import { DERIVED } from '../match/keywords';
import { SIGMA } from '../match/text';
import { isOwn, type OwnValue } from '../match/value-test';
import type { FieldReference, SigmaValue } from '../value';
import { listColumn, type SqlContext } from './context';
import { anyAt, type Place, placeOf, presentAt } from './place';
import { FALSE, join, leaf, not, type Sql } from './sql';
import { folded, testValues } from './value';

/** SQL of one line of a detection. A field the source does not know is never met, as in the predicates. */
export function compileItem(item: DetectionItem, context: SqlContext): Sql {
  if (item.field === undefined) {
    return compileKeywords(item, context);
  }
  const paths = context.source.fieldPaths(item.field);
  if (paths.length === 0) {
    return FALSE;
  }
  const parts =
    item.linking === 'and'
      ? item.values.map((value) => compileValues([value], paths, item, context))
      : [compileValues(item.values, paths, item, context)];
  const met = join(item.linking, parts);
  return item.negated ? join('and', [hasValue(paths, context), not(met)]) : met;
}

/** Each value in any text of the event, except what the platform added to it. */
function compileKeywords(item: DetectionItem, context: SqlContext): Sql {
  const leaves = context.dialect.leavesBut([...DERIVED]);
  const place: Place = { path: '', kind: 'list', list: listColumn(context, 'event', 'texts in', leaves) };
  const tests = item.values.filter(isOwn).map((value) => anyOf([value], place, item, context));
  return join(item.linking, tests);
}

/** One of the values is met by a value at the place. */
function anyOf(values: readonly OwnValue[], place: Place, item: DetectionItem, context: SqlContext): Sql {
  let possible = true;
  const sql = anyAt(place, context, (text) => {
    const test = testValues(values, text, place, context, item.line);
    possible = test !== undefined;
    return test ?? '';
  });
  return possible ? leaf(sql) : FALSE;
}

/** One of the values is met by a value at one of the paths. */
function compileValues(
  values: readonly SigmaValue[],
  paths: readonly string[],
  item: DetectionItem,
  context: SqlContext,
): Sql {
  const own = values.filter(isOwn);
  const tests =
    own.length === 0 ? [] : paths.map((path) => anyOf(own, placeOf(path, context), item, context));
  const rest = values.filter((value) => !isOwn(value)).map((value) => compileWhole(value, paths, context));
  return join('or', [...tests, ...rest]);
}

/** Values that look at more than one value of the field. */
function compileWhole(value: SigmaValue, paths: readonly string[], context: SqlContext): Sql {
  const others = value.kind === 'fieldref' ? context.source.fieldPaths(value.field) : [];
  switch (value.kind) {
    case 'null':
      return join(
        'and',
        paths.map((path) => isEmpty(path, context)),
      );
    case 'exists': {
      const present = join(
        'or',
        paths.map((path) => leaf(presentAt(path, context))),
      );
      return value.value ? present : not(present);
    }
    case 'fieldref':
      return join(
        'or',
        paths.flatMap((path) => others.map((other) => refer(value, path, other, context))),
      );
    default:
      return FALSE;
  }
}

function refer(reference: FieldReference, path: string, otherPath: string, context: SqlContext): Sql {
  const [mine, other]: Place[] = [placeOf(path, context), placeOf(otherPath, context)];
  const side = (text: string) => (reference.cased ? text : folded(text, context, [SIGMA]));
  return mine && other
    ? leaf(
        anyAt(mine, context, (text) =>
          anyAt(other, context, (wanted) => compare(reference, side(text), side(wanted), context), 'w'),
        ),
      )
    : FALSE;
}

function compare({ affix }: FieldReference, text: string, wanted: string, { dialect }: SqlContext): string {
  switch (affix) {
    case 'equals':
      return `${text} = ${wanted}`;
    case 'contains':
      return dialect.contains(text, wanted);
    case 'startswith':
      return dialect.startsWith(text, wanted);
    case 'endswith':
      return dialect.endsWith(text, wanted);
  }
}

function isEmpty(path: string, context: SqlContext): Sql {
  const place = placeOf(path, context);
  return place.kind === 'scalar' ? leaf(`${place.text} IS NULL`) : not(hasValue([path], context));
}

function hasValue(paths: readonly string[], context: SqlContext): Sql {
  return join(
    'or',
    paths.map((path) => leaf(anyAt(placeOf(path, context), context, (text) => `${text} IS NOT NULL`))),
  );
}
