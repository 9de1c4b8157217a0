import { parseRuleFile } from '../../../../lib/sigma/rule-file';
import { correlationText, MINUTE, read } from './support';

const GOOD = 'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 90m\ncondition: {gte: 10}';

test('a correlation is read with everything it says', () => {
  const text = `title: Guessed
id: 0AA11BB2-0000-4000-8000-0000000000CC
name: guessed
status: test
level: high
tags: [attack.t1110]
date: 2024-08-12
generate: true
correlation:
    type: value_count
    rules:
        - failed
        - 00000000-0000-4000-8000-000000000002
    group-by: [user, who]
    timespan: 90m
    aliases:
        who: {failed: source, 00000000-0000-4000-8000-000000000002: target}
    condition:
        field: host
        gt: 100
        lte: 200
alert: {owner: soc, runbook: Look., dedup: [user]}
`;

  const { correlations, problems } = read(text);

  expect(problems).toEqual([]);
  expect(correlations).toMatchObject([
    {
      id: '0aa11bb2-0000-4000-8000-0000000000cc',
      name: 'guessed',
      level: 'high',
      version: '2024-08-12',
      type: 'value_count',
      timespanMicros: 90 * MINUTE,
      condition: { gt: 100, lte: 200 },
      generate: true,
      alert: { owner: 'soc' },
      members: [
        { kind: 'rule', groupBy: ['user', 'source'], fields: ['host'] },
        { kind: 'rule', groupBy: ['user', 'target'], fields: ['host'] },
      ],
    },
  ]);
});

test.each([
  ['45s', 45],
  ['10m', 600],
  ['2h', 7200],
  ['7d', 604_800],
])('timespan %s is %i seconds', (timespan, seconds) => {
  const { correlations } = read(correlationText(GOOD.replace('90m', timespan)));

  expect(correlations[0]?.timespanMicros).toBe(seconds * 1_000_000);
});

test.each([
  [
    'type: event_count',
    'type: count',
    '4: correlation.type must be one of event_count, value_count, temporal, temporal_ordered, got count',
  ],
  [
    'type: event_count\n',
    '',
    '4: correlation.type must be one of event_count, value_count, temporal, temporal_ordered, got nothing',
  ],
  ['[failed]', '[]', '5: correlation.rules is missing: ids or names of rules'],
  ['[failed]', '[failed, failed]', '5: correlation.rules names failed twice'],
  [
    '[failed]',
    '[failed, other]',
    '5: correlation "Example": there is no rule or correlation with id or name other',
  ],
  ['90m', '90', '7: correlation.timespan must be a number and s, m, h or d, such as 10m, got 90'],
  ['90m', '90M', '7: correlation.timespan must be a number and s, m, h or d, such as 10m, got 90M'],
  ['90m', '1.5h', '7: correlation.timespan must be a number and s, m, h or d, such as 10m, got 1.5h'],
  ['90m', '0s', '7: correlation.timespan must be a number and s, m, h or d, such as 10m, got 0s'],
  ['90m', '400d', '7: correlation.timespan must be at most 366d, got 400d'],
  ['timespan: 90m\n', '', '4: correlation.timespan is missing: a number and s, m, h or d, such as 10m'],
  [
    '{gte: 10}',
    '{atleast: 10}',
    '8: condition.atleast is unknown; there are gt, gte, lt, lte, eq, neq and, for value_count, field',
  ],
  ['{gte: 10}', '{gte: many}', '8: condition.gte must be a whole number from 0, got many'],
  ['{gte: 10}', '{gte: -1}', '8: condition.gte must be a whole number from 0, got -1'],
  ['{gte: 10}', '{gt: 5, lt: 6}', '8: condition can never hold: its bounds leave no count'],
  ['{gte: 10}', '{eq: 5, neq: 5}', '8: condition can never hold: its bounds leave no count'],
  [
    '{gte: 10}',
    'failed and other',
    '8: condition must be a map of gt, gte, lt, lte, eq, neq, such as gte: 10',
  ],
  ['\ncondition: {gte: 10}', '', '4: condition is missing: event_count needs one, such as gte: 10'],
  ['event_count', 'value_count', '8: condition.field is missing: the field whose values are counted'],
  ['{gte: 10}', '{field: user}', '8: condition has no bound: give one of gt, gte, lt, lte, eq, neq'],
  ['{gte: 10}', '{gte: 10, field: user}', '8: condition.field is for value_count only, not event_count'],
  ['[user]', '{user: 1}', '6: group-by must be text, got a map'],
  ['timespan', 'generate: 1\ntimespan', '7: generate must be true or false'],
  ['timespan', 'aliases: [a]\ntimespan', '7: aliases must be a map of alias to {rule: field}'],
  ['timespan', 'aliases: {a: b}\ntimespan', '7: aliases.a must be a map of rule to field'],
  ['timespan', 'aliases: {a: {failed: }}\ntimespan', '7: aliases.a must name a field for each rule'],
  [
    'timespan',
    'aliases: {user: {other: x}}\ntimespan',
    '1: correlation "Example": alias user names other, which is not among the rules',
  ],
  [
    'timespan',
    'aliases: {a: {failed: x}}\ntimespan',
    '1: warning: correlation "Example": alias a is not used by group-by or condition.field',
  ],
  [
    'timespan',
    'ordered: true\ntimespan',
    '7: correlation.ordered is unknown; there are type, rules, group-by, timespan, aliases, condition, generate',
  ],
])('%j as %j is reported at its line', (good, bad, problem) => {
  expect(read(correlationText(GOOD.replace(good, bad))).problems).toContain(`c.yml:${problem}`);
});

test('all that is wrong is said at once', () => {
  const text = correlationText('type: x\nrules: []\ntimespan: 5\ncondition: {gte: z}', 'level: urgent\n');

  expect(read(text).problems.map((line) => line.split(':')[1])).toEqual(['3', '5', '6', '7', '8']);
});

test.each([
  [
    'a circle of one',
    [correlationText(GOOD.replace('failed', 'me'), 'name: me\n')],
    'c.yml:6: correlation "Example": Example refers back to this correlation: a circle',
  ],
  [
    'a circle of two',
    [
      correlationText(GOOD.replace('failed', 'two'), 'name: one\n'),
      correlationText(GOOD.replace('failed', 'one'), 'name: two\n'),
    ],
    'c.yml:16: correlation "Example": Example refers back to this correlation: a circle',
  ],
  [
    'a name that two have',
    [correlationText(GOOD, 'name: failed\n')],
    'c.yml:6: correlation "Example": failed is both rules.yml:1 and c.yml:1: rename one, or refer to the id',
  ],
  [
    'a correlation that is judged too late',
    [
      correlationText(GOOD.replace('failed', 'quiet')),
      correlationText(GOOD.replace('gte', 'lt'), 'name: quiet\n'),
    ],
    'c.yml:5: correlation "Example": Example has a bound other than gt and gte, so it is judged when its window closes: too late to correlate',
  ],
  [
    'one rule by id and by name',
    [correlationText(GOOD.replace('[failed]', '[failed, 00000000-0000-4000-8000-000000000001]'))],
    'c.yml:1: correlation "Example": Login failed is referred to by its id and its name',
  ],
  [
    'an id that a rule has',
    [correlationText(GOOD).replace(/id: .*/, 'id: 00000000-0000-4000-8000-000000000001')],
    'c.yml:1: correlation "Example": id 00000000-0000-4000-8000-000000000001 is already that of rules.yml:1',
  ],
  [
    'an alias without the field of one rule',
    [
      correlationText(
        GOOD.replace('[failed]', '[failed, changed]').replace(
          'timespan',
          'aliases: {user: {failed: x}}\ntimespan',
        ),
      ),
    ],
    'c.yml:1: correlation "Example": alias user has no field for changed: add it',
  ],
])('%s is an error', (_, documents, problem) => {
  expect(read(...documents).problems).toContain(problem);
});

test('a correlation over one with errors is left out too, and says so', () => {
  const { correlations, problems } = read(
    correlationText(GOOD.replace('failed', 'inner')),
    correlationText(GOOD.replace('failed', 'nothing'), 'name: inner\n'),
    correlationText(GOOD, 'name: well\n'),
  );

  expect(correlations.map(({ name }) => name)).toEqual(['well']);
  expect(problems).toContain('c.yml:5: correlation "Example": Example has errors of its own');
});

test('rules under a correlation raise no findings of their own unless it says generate', () => {
  const silent = (text: string) => [...read(text).silent];

  expect(silent(correlationText(GOOD))).toEqual(['00000000-0000-4000-8000-000000000001']);
  expect(silent(correlationText(GOOD, 'generate: true\n'))).toEqual([]);
});

test('a correlation with a detection of its own is told to part them', () => {
  const text = `${correlationText(GOOD)}detection: {s: {a: 1}, condition: s}\n`;

  expect(parseRuleFile({ path: 'c.yml', text }).problems).toMatchObject([
    { line: 9, message: 'a correlation has no detection: put it in a rule of its own and refer to it' },
  ]);
});
