import { listColumn, type SqlContext } from './context';
import { shapeOf } from './shape';
import { typedColumn } from './typed-columns';

/** Where the values of a field are in a row. */
export type Place = Readonly<{ path: string } & (ScalarPlace | ListPlace)>;

/** One text or NULL. A typed number column can be compared as it is. */
interface ScalarPlace {
  readonly kind: 'scalar';
  readonly text: string;
  readonly column?: string;
  readonly number: boolean;
}

/** A list of texts. */
interface ListPlace {
  readonly kind: 'list';
  readonly list: string;
}

/** The place of an OCSF path: a typed column first, else the event's JSON. */
export function placeOf(path: string, context: SqlContext): Place {
  const { dialect, source } = context;
  const column = typedColumn(path);
  if (column) {
    const name = dialect.quoteName(column.name);
    const number = column.kind === 'number';
    return { path, kind: 'scalar', text: number ? dialect.asText(name) : name, column: name, number };
  }
  const segments = path.split('.');
  const { scalar, steps } = shapeOf(segments, source.classes);
  return scalar
    ? { path, kind: 'scalar', text: `(${dialect.scalarAt(segments)})`, number: false }
    : { path, kind: 'list', list: listColumn(context, path, 'at', dialect.textsAt(steps)) };
}

/** SQL that is true when a value at the place passes a test of its text; NULL counts as no. */
export function anyAt(
  place: Place,
  context: SqlContext,
  test: (text: string) => string,
  variable = 'v',
): string {
  return place.kind === 'scalar' ? test(place.text) : context.dialect.any(place.list, variable, test);
}

/** SQL that is true when something, be it null, is at a path. */
export function presentAt(path: string, context: SqlContext): string {
  const { dialect, source } = context;
  const segments = path.split('.');
  const [holder, key] = [segments.slice(0, -1), segments.at(-1) ?? ''];
  const { steps, scalar } =
    holder.length === 0 ? { steps: [], scalar: true } : shapeOf(holder, source.classes);
  if (scalar || steps.every((step) => typeof step === 'object')) {
    return dialect.presentAt(segments);
  }
  const list = listColumn(context, holder.join('.'), 'in', dialect.jsonsAt(steps));
  return dialect.any(list, 'v', (json) => dialect.hasKey(json, key));
}
