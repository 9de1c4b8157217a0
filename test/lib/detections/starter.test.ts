import { loadRules } from '../../../lib/detections/load';
import { runTests } from '../../../lib/detections/run-tests';
import { parseControlTag } from '../../../lib/rules/control-tag';
import type { Rule } from '../../../lib/sigma/rule';
import { SOURCES } from '../../../lib/sources';
import { ruleFilesIn, STARTER } from './rule-files';

const { rules, problems } = loadRules(ruleFilesIn(STARTER), SOURCES);

/** What an author owes the person who is woken. */
const DUTIES: readonly (readonly [duty: string, done: (rule: Rule) => boolean])[] = [
  ['a description', ({ description }) => description !== ''],
  ['our own authorship', ({ author }) => author === 'Kumomori'],
  ['an ATT&CK tactic', ({ attack }) => attack.some((tag) => tag.kind === 'tactic')],
  ['an ATT&CK technique', ({ attack }) => attack.some((tag) => tag.kind === 'technique')],
  [
    'tags that are all ATT&CK’s or name a CIS control',
    ({ attack, tags }) =>
      attack.length + tags.filter((tag) => parseControlTag(tag) !== undefined).length === tags.length,
  ],
  ['a version', ({ version }) => version !== undefined],
  ['known false positives', ({ falsePositives }) => falsePositives.length > 0],
  ['fields that make hits one alert', ({ alert }) => (alert?.dedup.length ?? 0) > 0],
  ['a runbook in numbered steps', ({ alert }) => /^1\. .*\n(?: {3}.*\n)*2\. /.test(alert?.runbook ?? '')],
  ['a test that matches', ({ tests }) => tests.some((test) => test.matches)],
  ['a test that does not', ({ tests }) => tests.some((test) => !test.matches)],
];

test('the starter detections load without a remark', () => {
  expect(problems).toEqual([]);
  expect(rules.length).toBeGreaterThanOrEqual(20);
});

test.each(['aws-cloudtrail', 'azure-activity', 'gcp-audit', 'aws-vpc-flow'])('%s has a detection', (id) => {
  const source = SOURCES.find((one) => one.id === id);
  const forSource = rules.filter(({ logsource }) =>
    source?.logsource.some(
      ({ product, service }) => logsource.product === product && logsource.service === service,
    ),
  );

  expect(forSource).not.toEqual([]);
});

describe.each(rules.map((rule) => [rule.file, rule] as const))('%s', (_file, rule) => {
  test.each(DUTIES)('has %s', (_duty, done) => {
    expect(done(rule)).toBe(true);
  });

  test.each(runTests(rule, SOURCES).map((result) => [result.test.name, result] as const))(
    '%s',
    (_name, result) => {
      expect(result.reason).toBeUndefined();
    },
  );
});
