import { readCsv } from './csv';
import {
  type DirectoryProblem,
  type Entries,
  type Entry,
  entryOf,
  KEY_COLUMNS,
  partition,
} from './directory-entry';

/** Entries of a CSV file; its first row names the columns. */
export function csvEntries(text: string): Entries {
  const { rows, problems } = readCsv(text);
  const [header, ...body] = rows;
  const columns = header?.fields.map((field) => field.toLowerCase()) ?? [];
  const wrongHeader = header ? headerProblems(header.line, columns) : [];
  if (wrongHeader.length > 0) {
    return { entries: [], problems: [...problems, ...wrongHeader] };
  }
  const { entries, problems: rowProblems } = partition(
    body.map((row) => csvEntry(row.line, columns, row.fields)),
  );
  return { entries, problems: [...problems, ...rowProblems] };
}

function headerProblems(line: number, columns: readonly string[]): DirectoryProblem[] {
  const problems: DirectoryProblem[] = [];
  if (!columns.some((column) => (KEY_COLUMNS as readonly string[]).includes(column))) {
    problems.push({
      line,
      message: `has the columns ${columns.join(', ')}, none of them ${KEY_COLUMNS.join(', ')}: name the one that rows are found by`,
    });
  }
  const twice = columns.filter((column, index) => columns.indexOf(column) !== index);
  if (twice.length > 0 || columns.includes('')) {
    problems.push({
      line,
      message: `names a column twice or not at all (${columns.join(', ')}): give each one name`,
    });
  }
  return problems;
}

function csvEntry(
  line: number,
  columns: readonly string[],
  fields: readonly string[],
): Entry | DirectoryProblem {
  if (fields.length !== columns.length) {
    return {
      line,
      message: `has ${fields.length} fields, the header has ${columns.length}: quote a field that holds a comma`,
    };
  }
  return entryOf(
    line,
    columns.map((column, index) => [column, fields[index] ?? ''] as const),
  );
}
