/** One thing wrong with a configuration file, in the words of the person who has to mend it. */
export interface ConfigProblem {
  /** The file as the caller named it. */
  readonly file: string;
  /** One-based line of the value, or of the block that misses it. */
  readonly line: number;
  /** `aws.accounts[2].id`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, the value given and what to do; it reads on from `path`. */
  readonly message: string;
}

/** `platform.yaml:42: retention.warm_days must exceed hot_days (30), got 7`. */
export function formatProblem(problem: ConfigProblem): string {
  const subject = problem.path === '' ? '' : `${problem.path} `;
  return `${problem.file}:${problem.line}: ${subject}${problem.message}`;
}

/** A problem found in parsed values: where in the document it is, not yet on which line. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
}

export type Path = readonly PropertyKey[];

/** `['aws', 'accounts', 2, 'id']` → `aws.accounts[2].id`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

/** A value as it is quoted in a message: JSON, cut to a length that keeps the message on one line. */
export function show(value: unknown): string {
  const json = Array.isArray(value)
    ? 'a list'
    : typeof value === 'object' && value !== null
      ? 'a block'
      : JSON.stringify(value);
  const line = json ?? String(value);
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
