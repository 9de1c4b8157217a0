import { formatProblem } from '../../../lib/sigma/problem';
import { parseRuleFile } from '../../../lib/sigma/rule-file';
import { ruleText } from './support';

const read = (text: string) => {
  const { rules, problems } = parseRuleFile({ path: 'r.yml', text });
  return { rules, problems: problems.map(formatProblem) };
};

const WHOLE = `title: Trail stopped
id: 0AA11BB2-0000-4000-8000-00000000000A
status: test
description: |
    A trail stopped.
author: Ann
date: 2024-08-12
modified: 2025/01/02
references:
    - https://example.com/a
tags:
    - attack.defense-impairment
    - attack.t1685.002
    - car.2016-04-005
logsource:
    product: AWS
    service: cloudtrail
    definition: needs a trail
detection:
    selection:
        eventName: StopLogging
    condition: selection
falsepositives: Maintenance
level: high
custom: whatever
alert:
    dedup: recipientAccountId
    window: 30m
    threshold: 3
    owner: soc
    speed: realtime
    runbook: |
        1. Look.
        2. Act.
tests:
    - name: stopped
      matches: true
      event: {eventName: StopLogging, big: 012, __proto__: {x: 1}}
`;

test('a rule is read with everything it says', () => {
  const { rules, problems } = read(WHOLE);

  expect(problems).toEqual([]);
  expect(rules[0]).toMatchObject({
    id: '0aa11bb2-0000-4000-8000-00000000000a',
    title: 'Trail stopped',
    status: 'test',
    level: 'high',
    description: 'A trail stopped.',
    author: 'Ann',
    version: '2025-01-02',
    references: ['https://example.com/a'],
    falsePositives: ['Maintenance'],
    attack: [
      { kind: 'tactic', uid: 'TA0112', name: 'Defense Impairment' },
      { kind: 'technique', uid: 'T1685.002' },
    ],
    logsource: { product: 'aws', service: 'cloudtrail' },
    alert: {
      dedup: ['recipientAccountId'],
      windowSeconds: 1800,
      threshold: 3,
      owner: 'soc',
      speed: 'realtime',
      runbook: '1. Look.\n2. Act.',
    },
    file: 'r.yml',
    line: 1,
  });
  expect(rules[0]?.tests[0]).toMatchObject({ name: 'stopped', matches: true, line: 36 });
});

test('a test event with a __proto__ key keeps it as its own', () => {
  const event = read(WHOLE).rules[0]?.tests[0]?.event as object;

  expect(Object.hasOwn(event, '__proto__')).toBe(true);
  expect((event as { x?: number }).x).toBeUndefined();
});

test('all that is wrong is said at once, each at its line', () => {
  const text = `title: Bad
id: not-a-uuid
date: yesterday
level: urgent
status: new
logsource:
    definition: none
detection:
    selection:
        name|contians: x
        count|gt: y
    condition: selection and
alert:
    window: soon
    owner: soc
tests:
    - event: {}
`;

  const { rules, problems } = read(text);

  expect(rules).toEqual([]);
  expect(problems.map((problem) => problem.split(/[;,(]/)[0])).toEqual([
    'r.yml:7: logsource names none of product',
    'r.yml:10: unknown modifier "contians"',
    'r.yml:11: count|gt: modifier gt needs a number without quotes',
    'r.yml:12: condition "selection and": expected a detection name at column 14',
    'r.yml:2: id must be a UUID',
    'r.yml:5: status must be one of stable',
    'r.yml:4: level must be one of informational',
    'r.yml:3: date must be YYYY-MM-DD',
    'r.yml:14: alert.window must be a time such as 30m',
    'r.yml:14: alert.runbook is missing: what to check and what to do when the rule matches',
    'r.yml:17: a test needs matches ',
  ]);
});

test.each([
  ['', 'r.yml:1: the file is empty'],
  ['- a\n- b\n', 'r.yml:1: a rule is a map that begins with title, logsource and detection'],
  ['title: a\ntitle: b\n', 'r.yml:2: not YAML: Map keys must be unique'],
  ['title: "a\n', 'r.yml:2: not YAML: Missing closing "quote'],
  [
    'action: global\ntitle: a\n',
    'r.yml:1: rule collections (action: global) left Sigma with version 2: write each rule in full',
  ],
  [
    `title: ${'x'.repeat(1_000_001)}`,
    'r.yml:1: the file has 1000008 characters, more than 1000000: is it a rule?',
  ],
])('no rule comes of %j…', (text, problem) => {
  expect(read(text)).toEqual({ rules: [], problems: [problem] });
});

test.each([
  [
    'title: a\nlogsource: {product: x}\n',
    'r.yml:1: detection is missing: it holds what to look for, and the condition',
  ],
  [ruleText('condition: s'), 'r.yml:6: condition "s": there is no detection "s"; the rule has '],
  [ruleText('s:\n    a: 1'), 'r.yml:6: condition is missing: it says which detections must match'],
  [ruleText('s: {}\ncondition: s'), 'r.yml:6: detection "s" is empty'],
  [ruleText('s: []\ncondition: s'), 'r.yml:6: detection "s" is empty'],
  [ruleText('s:\ncondition: s'), 'r.yml:6: detection "s" is empty'],
  [ruleText('s:\n    - null\ncondition: s'), 'r.yml:6: a keyword cannot be null: name a field'],
  [
    ruleText("s:\n    '|startswith': x\ncondition: s"),
    'r.yml:7: modifier "startswith" needs a field before the "|"',
  ],
  [
    ruleText('s:\n    a: 1\ntimeframe: 5m\ncondition: s'),
    'r.yml:8: timeframe left Sigma with version 2: write a correlation rule instead',
  ],
])('%j is refused', (text, problem) => {
  expect(read(text).problems).toContain(problem);
});

test('a file may hold several rules; a bad one does not take the good ones with it', () => {
  const bad = ruleText('s:\n    a|nope: 1\ncondition: s', 'Bad');
  const good = ruleText('s:\n    a: 1\ncondition: s', 'Good');

  const { rules, problems } = read(`${bad}---\n${good}`);

  expect(rules.map((rule) => rule.title)).toEqual(['Good']);
  expect(problems).toEqual([expect.stringContaining('r.yml:7: unknown modifier "nope"')]);
});

test('anchors are followed', () => {
  const { rules } = read(ruleText('s:\n    a: &names [x, y]\n    b: *names\ncondition: s'));

  expect(rules[0]?.expression).toMatchObject({ of: [{ field: 'a' }, { field: 'b', values: [{}, {}] }] });
});

test('a rule without an id keeps its identity by its title', () => {
  const text = ruleText('s:\n    a: 1\ncondition: s').replace(/id: .*\n/, '');

  const [first, second] = [read(text), read(text)];

  expect(first.rules[0]?.id).toBe(second.rules[0]?.id);
  expect(first.rules[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(first.problems).toEqual([expect.stringContaining('warning: id is missing')]);
});
