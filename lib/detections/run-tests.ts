import { createDetector } from '../sigma/detector';
import { matchesLogsource } from '../sigma/logsource';
import type { Rule, RuleTest } from '../sigma/rule';
import type { Source } from '../sources/source';

/** What an inline test of a rule came to. */
export interface TestResult {
  readonly rule: Rule;
  readonly test: RuleTest;
  readonly passed: boolean;
  /** Why it failed, for its author. */
  readonly reason?: string;
}

/** Runs a rule's inline tests: each raw record goes through the mapper of the rule's source, as in operation. */
export function runTests(rule: Rule, sources: readonly Source[]): readonly TestResult[] {
  const detect = createDetector([rule], sources);
  return rule.tests.map((test) => {
    const source = sources.find(
      ({ id, logsource }) =>
        (test.source === undefined || id === test.source) && matchesLogsource(rule.logsource, logsource),
    );
    const reason = source ? runTest(test, source, detect) : 'no source reads this rule’s logs';
    return { rule, test, passed: reason === undefined, reason };
  });
}

function runTest(
  test: RuleTest,
  source: Source,
  detect: ReturnType<typeof createDetector>,
): string | undefined {
  let events = 0;
  let hits = 0;
  try {
    const outcome = source.open({ input: 'test', path: test.name })(test.event, (event) => {
      events++;
      hits += detect(event, source).length;
    });
    if (outcome.kind !== 'written' || events === 0) {
      return `${source.id} made no event of it: ${'reason' in outcome ? outcome.reason : outcome.kind}`;
    }
  } catch (error) {
    return `${source.id} cannot read it: ${error instanceof Error ? error.message : String(error)}`;
  }
  const matched = hits > 0;
  return matched === test.matches ? undefined : `expected ${said(test.matches)}, got ${said(matched)}`;
}

function said(matches: boolean): string {
  return matches ? 'a match' : 'no match';
}
