import { loadRules } from '../../../lib/detections/load';
import { runCorrelationTests } from '../../../lib/detections/run-correlation-tests';
import { runTests } from '../../../lib/detections/run-tests';
import { parseControlTag } from '../../../lib/rules/control-tag';
import type { RuleHeader } from '../../../lib/sigma/rule';
import { SOURCES } from '../../../lib/sources';
import { ruleFilesIn, STARTER } from './rule-files';

const loaded = loadRules(ruleFilesIn(STARTER), SOURCES);
const { rules, correlations, silent, problems } = loaded;

/** Rules on other products' findings: each finding brings its own ATT&CK, which one tag would only guess. */
const onFindings = ({ file }: RuleHeader) => /^aws-(guardduty|security-hub)-.*-finding\.yml$/.test(file);

/** What an author owes whoever reads the rule. */
const DUTIES: readonly (readonly [duty: string, done: (rule: RuleHeader) => boolean])[] = [
  ['a description', ({ description }) => description !== ''],
  ['our own authorship', ({ author }) => author === 'Kumomori'],
  ['an ATT&CK tactic', (rule) => onFindings(rule) || rule.attack.some(({ kind }) => kind === 'tactic')],
  ['an ATT&CK technique', (rule) => onFindings(rule) || rule.attack.some(({ kind }) => kind === 'technique')],
  [
    'tags that are all ATT&CK’s or name a CIS control',
    ({ attack, tags }) =>
      attack.length + tags.filter((tag) => parseControlTag(tag) !== undefined).length === tags.length,
  ],
  ['a version', ({ version }) => version !== undefined],
  ['known false positives', ({ falsePositives }) => falsePositives.length > 0],
];

/** And the person who is woken. */
function hasRunbook({ alert }: RuleHeader): boolean {
  return /^1\. .*\n(?: {3}.*\n)*2\. /.test(alert?.runbook ?? '');
}

test('the starter detections load without a remark', () => {
  expect(problems).toEqual([]);
  expect(rules.length).toBeGreaterThanOrEqual(20);
});

test.each([
  'aws-cloudtrail',
  'azure-activity',
  'gcp-audit',
  'aws-vpc-flow',
  'aws-guardduty',
  'aws-security-hub',
])('%s has a detection', (id) => {
  const source = SOURCES.find((one) => one.id === id);
  const forSource = rules.filter(({ logsource }) =>
    source?.logsource.some(
      ({ product, service }) => logsource.product === product && logsource.service === service,
    ),
  );

  expect(forSource).not.toEqual([]);
});

describe.each(rules.map((rule) => [`${rule.file}: ${rule.title}`, rule] as const))('%s', (_file, rule) => {
  test.each(DUTIES)('has %s', (_duty, done) => {
    expect(done(rule)).toBe(true);
  });

  test('has a test that matches and one that does not', () => {
    expect(new Set(rule.tests.map(({ matches }) => matches)).size).toBe(2);
  });

  test('has a runbook and fields that make hits one alert, unless it only serves correlations', () => {
    expect(silent.has(rule.id) || (hasRunbook(rule) && (rule.alert?.dedup.length ?? 0) > 0)).toBe(true);
  });

  test.each(runTests(rule, SOURCES).map((result) => [result.test.name, result] as const))(
    '%s',
    (_name, result) => {
      expect(result.reason).toBeUndefined();
    },
  );
});

describe.each(correlations.map((one) => [`${one.file}: ${one.title}`, one] as const))(
  '%s',
  (_file, correlation) => {
    test.each(DUTIES)('has %s', (_duty, done) => {
      expect(done(correlation)).toBe(true);
    });

    test('has a runbook, unless it only serves others, and groups', () => {
      expect(correlation.groupBy).not.toEqual([]);
      expect(!correlation.raises || hasRunbook(correlation)).toBe(true);
    });

    test('has a test that comes about, one that does not, and all pass', async () => {
      const results = await runCorrelationTests(correlation, loaded, SOURCES);

      expect(results.filter(({ reason }) => reason !== undefined)).toEqual([]);
      expect(new Set(results.map(({ test: one }) => one.findings === 0)).size).toBe(2);
    });
  },
);

test.each(['aws', 'azure', 'gcp'])('%s has a correlation', (product) => {
  expect(correlations.some(({ file }) => file.startsWith(`${product}-`))).toBe(true);
});
