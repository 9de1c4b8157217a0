import { KNOWN_COLUMNS } from './columns';

const LOWER_A = 97;
const DOLLAR = 36;

/**
 * The column names when a line is a header: all its words are columns, or enough of them that the rest must be new ones.
 * `${account-id}`, as a format is written, and `account_id`, as tables name it, are read as `account-id`.
 */
export function headerColumns(values: readonly string[]): readonly string[] | undefined {
  const first = values[0]?.charCodeAt(0) ?? 0;
  // Most lines start with the version's digit, and are done here.
  if (first < LOWER_A && first !== DOLLAR) {
    return undefined;
  }
  if (!isKnown(values[0]) && !isKnown(values[1])) {
    return undefined;
  }
  const names = values.map(columnName);
  const known = names.filter((name) => KNOWN_COLUMNS.has(name)).length;
  return known === names.length || known > 2 ? names : undefined;
}

function isKnown(text: string | undefined): boolean {
  return text !== undefined && KNOWN_COLUMNS.has(columnName(text));
}

function columnName(text: string): string {
  const bare = text.startsWith('${') && text.endsWith('}') ? text.slice(2, -1) : text;
  return bare.replaceAll('_', '-').toLowerCase();
}
