import { facetsOf } from '../../../lib/alerts/alert';
import { alertKeyOf } from '../../../lib/alerts/alert-key';
import { toFinding } from '../../../lib/alerts/finding';
import { readTerms } from '../../../lib/alerts/terms';
import type { JsonObject } from '../../../lib/json';
import { eventOf, ruleOf, STUB } from '../sigma/support';

const RULE = ruleOf('s:\n    name: x\ncondition: s');
const ALERT = {
  dedup: ['name', 'ip'],
  windowSeconds: 600,
  threshold: 5,
  runbook: 'r',
  owner: 'soc',
  speed: 'batch',
} as const;
const CONTEXT = { timeMicros: 0, bundleVersion: '7', source: STUB };

const finding = (fields: JsonObject, alert: typeof ALERT | undefined = ALERT) =>
  toFinding({ rule: { ...RULE, alert } }, eventOf(fields), CONTEXT);

test('a finding carries the terms of its rule, with the values of the masked event', () => {
  const read = readTerms(finding({ name: 'alice', ip: ['b', 'a', 'b', 7], other: 'z' }));

  expect(read).toEqual({
    level: 'low',
    owner: 'soc',
    windowSeconds: 600,
    threshold: 5,
    dedup: [
      { field: 'name', values: ['alice'] },
      { field: 'ip', values: ['7', 'a', 'b'] },
    ],
  });
});

test('the key of a finding read back from JSON is the same', () => {
  const made = finding({ name: 'alice' });

  expect(alertKeyOf(JSON.parse(JSON.stringify(made)))).toEqual(alertKeyOf(made));
});

test('values too long to keep still tell alerts apart', () => {
  const keys = ['a', 'b'].map((end) => alertKeyOf(finding({ name: `${'x'.repeat(1000)}${end}` })).uid);

  expect(new Set(keys).size).toBe(2);
  expect(JSON.stringify(finding({ name: 'x'.repeat(1e6) }).unmapped).length).toBeLessThan(1000);
});

test('a rule without terms makes an alert an hour for each account and whoever acts in it', () => {
  const plain = { rule: { ...RULE, alert: undefined } };
  const by = (name: string) =>
    readTerms(
      toFinding(
        plain,
        { ...eventOf({}), actor: { user: { name } }, cloud: { provider: 'AWS', account: { uid: '1' } } },
        CONTEXT,
      ),
    );

  expect(by('alice')).toMatchObject({ windowSeconds: 3600, threshold: 1 });
  expect(by('alice').dedup.flatMap(({ values }) => values)).toEqual(['1', 'alice']);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no object', 'text'],
  ['strange values', { level: 'loud', window_seconds: -1, threshold: 'x', dedup: 'y', owner: 7 }],
])('terms that are %s become the defaults', (_, unmapped) => {
  const read = readTerms({ ...finding({}), unmapped: unmapped as JsonObject });

  expect(read).toEqual({ level: 'medium', owner: undefined, windowSeconds: 3600, threshold: 1, dedup: [] });
});

test('what the directory says of the account routes the finding', () => {
  const event = eventOf({});
  event.enrichments = [
    { name: 'cloud.account.uid', value: '1', data: { owner: 'shop team', organizational_unit: 'ou-1' } },
    { name: 'src_endpoint.ip', value: '203.0.113.9', data: { country: 'JP' } },
  ];

  const made = toFinding({ rule: { ...RULE, alert: ALERT } }, event, CONTEXT);

  expect(facetsOf(made)).toMatchObject({
    owners: ['soc', 'shop team'],
    organizationalUnit: 'ou-1',
    source: 'stub',
  });
  expect(made.enrichments).toHaveLength(1);
});
