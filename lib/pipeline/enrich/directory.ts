import { fail, ok, type Result } from '../../result';
import { csvEntries } from './directory-csv';
import { type DirectoryProblem, KEY_COLUMNS } from './directory-entry';
import { yamlEntries } from './directory-yaml';

/** A table that says more of a user or an account: department, environment, owner. */
export interface Directory {
  /** The file it was read from, as its user calls it. */
  readonly name: string;
  /** The other columns of the row whose key is this one, in any case; undefined when there is no such row. */
  get(key: string): Readonly<Record<string, string>> | undefined;
  readonly size: number;
}

/**
 * Reads a directory from CSV (a header line names the columns) or YAML (by the file's name: `.yaml`, `.yml`). Keys are
 * the columns `user`, `email` or `account`; a row with several is found by each. All problems at once, each
 * `users.csv:7: what, and what to do`.
 */
export function parseDirectory(text: string, fileName: string): Result<Directory, readonly string[]> {
  const isYaml = /\.ya?ml$/i.test(fileName);
  const { entries, problems } = isYaml ? yamlEntries(text) : csvEntries(text);
  const rows = new Map<string, { readonly line: number; readonly data: Readonly<Record<string, string>> }>();
  const all: DirectoryProblem[] = [...problems];
  for (const entry of entries) {
    for (const key of entry.keys) {
      const first = rows.get(key.toLowerCase());
      if (first) {
        all.push({ line: entry.line, message: `gives ${key} again (first on line ${first.line}): keep one` });
      } else {
        rows.set(key.toLowerCase(), { line: entry.line, data: entry.data });
      }
    }
  }
  if (all.length === 0 && rows.size === 0) {
    all.push({
      line: 1,
      message: `has no rows: give a header (${KEY_COLUMNS.join(', ')} and others) and rows`,
    });
  }
  if (all.length > 0) {
    const sorted = all.sort((a, b) => a.line - b.line);
    return fail(sorted.map(({ line, message }) => `${fileName}:${line}: ${message}`));
  }
  return ok({ name: fileName, size: rows.size, get: (key) => rows.get(key.toLowerCase())?.data });
}
