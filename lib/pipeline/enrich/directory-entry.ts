/** Columns that a row is found by; they are no data themselves, since they name the person. */
export const KEY_COLUMNS = ['user', 'email', 'account'] as const;

/** A row: what it is found by, and what it says. */
export interface Entry {
  /** One-based line. */
  readonly line: number;
  readonly keys: readonly string[];
  readonly data: Readonly<Record<string, string>>;
}

export interface DirectoryProblem {
  readonly line: number;
  readonly message: string;
}

export interface Entries {
  readonly entries: readonly Entry[];
  readonly problems: readonly DirectoryProblem[];
}

/** An entry of named cells, or what is wrong with them. Empty cells say nothing. */
export function entryOf(
  line: number,
  cells: readonly (readonly [string, string])[],
): Entry | DirectoryProblem {
  const filled = cells.filter(([, value]) => value !== '');
  const isKey = (column: string) => (KEY_COLUMNS as readonly string[]).includes(column);
  const keys = [...new Set(filled.filter(([column]) => isKey(column)).map(([, value]) => value))];
  const data = Object.fromEntries(filled.filter(([column]) => !isKey(column)));
  return keys.length === 0
    ? { line, message: `has no value for ${KEY_COLUMNS.join(' or ')}: give one, or remove the row` }
    : { line, keys, data };
}

/** Parts entries from problems. */
export function partition(results: readonly (Entry | DirectoryProblem)[]): Entries {
  return {
    entries: results.filter((result) => 'keys' in result),
    problems: results.filter((result) => 'message' in result),
  };
}
