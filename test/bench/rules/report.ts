import { markdown } from '../measure';
import { measureCorrelations } from './measure-correlations';
import { measureRules } from './measure-rules';

/** The tables of the rule engine. */
export async function reportRules(): Promise<string> {
  const rules = await measureRules();
  const correlations = await measureCorrelations();
  return [
    markdown(
      [
        'rules',
        'detector, events/s',
        'µs an event',
        'each rule compiled, alone',
        'evaluator, rule by rule',
        'times the evaluator',
      ],
      rules.map(({ rules: name, compiled, each, oneByOne }) => [
        name,
        whole(compiled),
        (1e6 / compiled).toFixed(1),
        whole(each),
        whole(oneByOne),
        `${(compiled / oneByOne).toFixed(0)}×`,
      ]),
    ),
    '',
    'OCSF events of CloudTrail, after mapping; detector and evaluator found the same on every event both saw.',
    '',
    markdown(
      ['correlation, over a store in memory', 'hits/s', 'findings'],
      correlations.map(({ type, hitsPerSecond, findings }) => [type, whole(hitsPerSecond), whole(findings)]),
    ),
  ].join('\n');
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}
