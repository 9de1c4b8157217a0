import type { JsonValue } from '../json';
import { correlateHits } from '../sigma/correlate/correlate-hits';
import type { CorrelationTest, ResolvedCorrelation } from '../sigma/correlate/correlation';
import { createHitKeeper, type KeptHit } from '../sigma/correlate/kept-hit';
import { rulesUnder, withMembers } from '../sigma/correlate/reach';
import { createDetector, type Detect } from '../sigma/detector';
import { matchesLogsource } from '../sigma/logsource';
import type { Rule } from '../sigma/rule';
import type { Source } from '../sources/source';
import type { LoadedRules } from './load';

/** What an inline test of a correlation came to. */
export interface CorrelationTestResult {
  readonly correlation: ResolvedCorrelation;
  readonly test: CorrelationTest;
  readonly passed: boolean;
  /** Why it failed, for its author. */
  readonly reason?: string;
}

/**
 * Runs a correlation's inline tests: its records go through the mappers and rules it is made of, as in operation, and
 * the hits through the correlation and those below it.
 */
export async function runCorrelationTests(
  correlation: ResolvedCorrelation,
  { rules, correlations }: Pick<LoadedRules, 'rules' | 'correlations'>,
  sources: readonly Source[],
): Promise<readonly CorrelationTestResult[]> {
  const ids = rulesUnder(correlation, correlations);
  const own = rules.filter(({ id }) => ids.has(id));
  const setting: Setting = {
    correlations: withMembers({ ...correlation, raises: true }, correlations),
    rules: own,
    sources: sources.filter(({ logsource }) =>
      own.some((rule) => matchesLogsource(rule.logsource, logsource)),
    ),
    detect: createDetector(own, sources),
  };
  const results: CorrelationTestResult[] = [];
  for (const test of correlation.tests) {
    const reason = await runTest(correlation, test, setting);
    results.push({ correlation, test, passed: reason === undefined, reason });
  }
  return results;
}

interface Setting {
  readonly correlations: readonly ResolvedCorrelation[];
  readonly rules: readonly Rule[];
  /** Those that read the rules' logs. */
  readonly sources: readonly Source[];
  readonly detect: Detect;
}

async function runTest(
  { id }: ResolvedCorrelation,
  test: CorrelationTest,
  setting: Setting,
): Promise<string | undefined> {
  const hits: KeptHit[] = [];
  for (const [index, record] of test.events.entries()) {
    const problem = takeRecord(record, test, setting, hits);
    if (problem !== undefined) {
      return `event ${index + 1}: ${problem}`;
    }
  }
  const findings = await correlateHits(setting.correlations, [hits]);
  const count = findings.filter(({ correlation }) => correlation.id === id).length;
  const passed = test.findings === undefined ? count > 0 : count === test.findings;
  return passed ? undefined : `expected ${test.findings ?? 'a finding'}, got ${count} of ${hits.length} hits`;
}

/** Adds the hits of a record; or says why it is no event. */
function takeRecord(
  record: JsonValue,
  test: CorrelationTest,
  { correlations, sources, detect }: Setting,
  hits: KeptHit[],
): string | undefined {
  const named = sources.filter(({ id }) => test.source === undefined || id === test.source);
  const source = named.find((one) => one.recognise(record)) ?? (named.length === 1 ? named[0] : undefined);
  if (!source) {
    return 'no source of the rules’ logs reads it';
  }
  const keep = createHitKeeper(correlations);
  try {
    const outcome = source.open({ input: 'test', path: test.name })(record, (event, timeMicros) => {
      for (const { rule } of detect(event, source)) {
        hits.push(...[keep(rule, event, timeMicros, source)].filter((hit) => hit !== undefined));
      }
    });
    return outcome.kind === 'written' ? undefined : `${source.id} made no event of it`;
  } catch (error) {
    return `${source.id} cannot read it: ${error instanceof Error ? error.message : String(error)}`;
  }
}
