/** What is wrong with a rule file, and where. Collected, never thrown: an author sees all of them at once. */
export interface Problem {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** `error`: the rule is not loaded. `warning`: it is, but its author should look. */
  readonly level: 'error' | 'warning';
  readonly message: string;
}

/** `rules/stop.yml:14: unknown modifier "contain" …`, as editors and terminals link it. */
export function formatProblem(problem: Problem): string {
  const level = problem.level === 'warning' ? 'warning: ' : '';
  return `${problem.file}:${problem.line}: ${level}${problem.message}`;
}
