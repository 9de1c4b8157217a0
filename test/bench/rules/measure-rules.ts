import type { OcsfEvent } from '../../../lib/ocsf/event';
import { compileRule } from '../../../lib/sigma/compile';
import { createDetector } from '../../../lib/sigma/detector';
import { evaluate } from '../../../lib/sigma/evaluate';
import type { Rule } from '../../../lib/sigma/rule';
import { awsCloudTrail } from '../../../lib/sources/aws-cloudtrail/source';
import { bestSeconds } from '../measure';
import { generatedRules } from './generated-rules';
import { ruleEvents } from './rule-events';
import { shippedRules } from './shipped-rules';

const EVENTS = 20_000;
const ROUNDS = 5;
/** The oracle is slow: so many evaluations of one rule are enough to time it. */
const ORACLE_WORK = 600_000;

export interface RuleMeasurement {
  readonly rules: string;
  /** Events a second by the detector. */
  readonly compiled: number;
  /** Events a second by the evaluator that the compiled rules are tested against. */
  readonly oneByOne: number;
  /** Events a second by the rules compiled, each for itself. */
  readonly each: number;
  readonly hits: number;
}

/**
 * Events a second by the compiled detector and by the one-by-one evaluator, on one core, in one process; throws when
 * they do not find the same.
 */
export async function measureRules(): Promise<readonly RuleMeasurement[]> {
  const shipped = shippedRules();
  const events = ruleEvents(EVENTS);
  const most = generatedRules(3000);
  const sets: readonly (readonly [string, readonly Rule[]])[] = [
    ...[10, 100, 500, 3000].map((count) => [String(count), most.slice(0, count)] as const),
    [`${shipped.length} shipped (${shipped.filter(isForCloudTrail).length} for CloudTrail)`, shipped],
  ];
  const measured: RuleMeasurement[] = [];
  for (const [name, rules] of sets) {
    measured.push({ rules: name, ...(await measureSet(rules, events)) });
  }
  return measured;
}

/** The oracle sees fewer events: it is slow. */
async function measureSet(rules: readonly Rule[], events: readonly OcsfEvent[]) {
  const detect = createDetector(rules, [awsCloudTrail]);
  const mine = rules.filter(isForCloudTrail);
  const sample = events.slice(0, Math.ceil(ORACLE_WORK / mine.length / 10));
  let hits = 0;
  for (const event of sample) {
    const found = detect(event, awsCloudTrail).map(({ rule }) => rule.id);
    const expected = mine.filter((rule) => evaluate(rule, event, awsCloudTrail)).map(({ id }) => id);
    if (found.join() !== expected.join()) {
      throw new Error(`the detector finds ${found.join() || 'nothing'}, one by one ${expected.join()}`);
    }
  }
  const compiled = await bestSeconds(ROUNDS, () => {
    hits = 0;
    for (const event of events) {
      hits += detect(event, awsCloudTrail).length;
    }
  });
  const oneByOne = await bestSeconds(2, () => {
    for (const event of sample) {
      mine.filter((rule) => evaluate(rule, event, awsCloudTrail));
    }
  });
  const predicates = mine.map((rule) => compileRule(rule, awsCloudTrail));
  const each = await bestSeconds(3, () => {
    for (const event of sample) {
      predicates.filter((matches) => matches(event));
    }
  });
  return {
    compiled: events.length / compiled,
    each: sample.length / each,
    oneByOne: sample.length / oneByOne,
    hits,
  };
}

function isForCloudTrail({ logsource }: Rule): boolean {
  return logsource.service === 'cloudtrail';
}
