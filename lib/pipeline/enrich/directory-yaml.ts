import { readYaml, type YamlFile } from '../../config/read-yaml';
import { isObject, type JsonObject } from '../../json';
import { type DirectoryProblem, type Entries, type Entry, entryOf, partition } from './directory-entry';

type Step = string | number;

/**
 * Entries of a YAML file: a list of blocks, each with its key (`- user: alice`), or a block of blocks by key
 * (`alice: {department: Finance}`).
 */
export function yamlEntries(text: string): Entries {
  const read = readYaml(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (!read.ok) {
    return { entries: [], problems: read.problem };
  }
  const file = read.value;
  if (Array.isArray(file.value)) {
    return partition(file.value.map((item: unknown, index) => listed(file, item, index)));
  }
  if (isObject(file.value)) {
    const lines = text.split('\n');
    return partition(Object.entries(file.value).map(([key, item]) => keyed(file, lines, key, item)));
  }
  return {
    entries: [],
    problems: [{ line: 1, message: 'is neither a list nor a block: see the CSV form for the columns' }],
  };
}

function listed(file: YamlFile, item: unknown, index: number): Entry | DirectoryProblem {
  const line = file.lineOf([index]);
  return isObject(item) ? entryOf(line, cells(file, item, [index])) : notBlock(line);
}

function keyed(
  file: YamlFile,
  lines: readonly string[],
  key: string,
  item: unknown,
): Entry | DirectoryProblem {
  const line = file.lineOf([key]);
  if (!isObject(item)) {
    return notBlock(line);
  }
  const spelled = /^\s*["']?([^"':]+)["']?\s*:/.exec(lines[line - 1] ?? '')?.[1]?.trim() ?? key;
  const isNumber = /^\d+$/.test(key) && /^\d+$/.test(spelled);
  return entryOf(line, [['user', isNumber ? spelled : key], ...cells(file, item, [key])]);
}

function notBlock(line: number): DirectoryProblem {
  return { line, message: 'is no block of columns: write `department: Finance` and the like below it' };
}

/** Values as the file spells them: `012345678901` is an account, not a number. Lists are joined, blocks left out. */
function cells(file: YamlFile, item: JsonObject, path: readonly Step[]): [string, string][] {
  return Object.entries(item).map(([column, value]) => {
    const spelled = typeof value === 'string' ? value : file.spelling([...path, column]);
    const joined = Array.isArray(value) ? value.map(String).join(', ') : (spelled ?? '');
    return [column.toLowerCase(), value === null ? '' : joined];
  });
}
