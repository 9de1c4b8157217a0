import { isObject, type JsonValue } from '../../json';
import { DEFAULT_COLUMNS, PLAIN_COLUMNS } from './columns';
import { headerColumns } from './header';
import { splitLine } from './split';

/** Longer lines are some other log's: the most columns, each with an ARN, stay below. */
const LONGEST = 8192;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const VERSION = /^\d{1,2}$/;
const VERDICTS: ReadonlySet<string | undefined> = new Set(['ACCEPT', 'REJECT', '-']);
const STATUSES: ReadonlySet<string | undefined> = new Set(['OK', 'NODATA', 'SKIPDATA']);

/**
 * Whether a text is a line of a VPC flow log: a header (its words are column names), a line of the default format, a
 * line of a custom one (a version first, an interface, a verdict or status), or the plain nine columns.
 */
export function recogniseFlow(record: JsonValue): boolean {
  const line = isObject(record) ? record.message : record;
  if (typeof line !== 'string' || line.length > LONGEST) {
    return false;
  }
  if (isPlainly(line)) {
    return true;
  }
  const { values } = splitLine(line.trim(), DEFAULT_COLUMNS.length);
  return headerColumns(values) !== undefined || isDefault(values) || isCustom(values) || isPlain(values);
}

/** The common line, told without parting it: this runs for every record of an input. */
function isPlainly(line: string): boolean {
  const first = line.charCodeAt(0);
  return (
    first > 49 &&
    first < 58 &&
    line.charCodeAt(1) === 32 &&
    line.includes(' eni-') &&
    (line.endsWith(' ACCEPT OK') || line.endsWith(' REJECT OK') || line.endsWith(' NODATA'))
  );
}

function isDefault(values: readonly string[]): boolean {
  return values.length === DEFAULT_COLUMNS.length && VERDICTS.has(values[12]) && STATUSES.has(values[13]);
}

function isCustom(values: readonly string[]): boolean {
  return (
    values.length > 4 &&
    VERSION.test(values[0] ?? '') &&
    values.some((value) => value.startsWith('eni-')) &&
    values.some((value) => value === 'ACCEPT' || value === 'REJECT' || STATUSES.has(value))
  );
}

function isPlain(values: readonly string[]): boolean {
  return (
    values.length === PLAIN_COLUMNS.length &&
    ISO_TIME.test(values[0] ?? '') &&
    (values[8] === 'ACCEPT' || values[8] === 'REJECT')
  );
}
