import type { Problem } from '../sigma/problem';
import type { Source } from '../sources/source';
import type { LoadedRules } from './load';
import { runCorrelationTests } from './run-correlation-tests';
import { runTests } from './run-tests';

/** What all inline tests of rules and correlations came to. */
export interface TestReport {
  readonly tests: number;
  /** One a failed test, where it stands. */
  readonly failures: readonly Problem[];
  /** Rules and correlations that have no test. */
  readonly untested: number;
}

/** Runs the inline tests of every rule and correlation. Filters are left out: they tune rules, tests prove them. */
export async function testAll(loaded: LoadedRules, sources: readonly Source[]): Promise<TestReport> {
  const { rules, correlations } = loaded;
  const results: Outcome[] = [
    ...rules.flatMap((rule) => runTests(rule, sources).map((result) => ({ of: rule, ...result }))),
  ];
  for (const correlation of correlations) {
    const ran = await runCorrelationTests(correlation, loaded, sources);
    results.push(...ran.map((result) => ({ of: correlation, ...result })));
  }
  return {
    tests: results.length,
    failures: results.filter(({ passed }) => !passed).map(asProblem),
    untested: [...rules, ...correlations].filter(({ tests }) => tests.length === 0).length,
  };
}

interface Outcome {
  readonly of: { readonly file: string; readonly title: string };
  readonly test: { readonly name: string; readonly line: number };
  readonly passed: boolean;
  readonly reason?: string;
}

function asProblem({ of, test, reason }: Outcome): Problem {
  return {
    file: of.file,
    line: test.line,
    level: 'error',
    message: `${of.title}: "${test.name}": ${reason}`,
  };
}
