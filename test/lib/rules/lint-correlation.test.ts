import { loadRules } from '../../../lib/detections/load';
import { lintCorrelation } from '../../../lib/rules/lint-correlation';
import { ruleText, STUB } from '../sigma/support';

const ALERT = 'alert: { dedup: [user], owner: soc, runbook: Look. }';
const TESTS = 'tests: [{ matches: true, events: [{}] }, { matches: false, events: [{}] }]';

function lint(groupBy: string, more: readonly string[]): readonly string[] {
  const text = [
    'title: Often',
    'id: 00000000-0000-4000-8000-000000000009',
    'correlation:',
    '  type: event_count',
    '  rules: [00000000-0000-4000-8000-000000000001]',
    `  group-by: [${groupBy}]`,
    '  timespan: 1m',
    '  condition: { gte: 3 }',
    ...more,
  ].join('\n');
  const files = [
    { path: 'often.yml', text },
    { path: 'rule.yml', text: ruleText('s:\n    name: x\ncondition: s') },
  ];
  const loaded = loadRules(files, [STUB]);
  return loaded.correlations
    .flatMap((one) => lintCorrelation(one, loaded, [STUB]))
    .map(({ message }) => message);
}

test('nothing is said of one that has all', () => {
  expect(lint('user', [ALERT, TESTS])).toEqual([]);
});

test.each([
  ['no alert', 'user', [TESTS], 'alert is missing'],
  ['no tests', 'user', [ALERT], 'no test that comes about'],
  ['a field its rules’ logs lack', 'user, ghost', [ALERT, TESTS], 'stub has no field "ghost"'],
  ['a dedup field beside the group', 'other', [ALERT, TESTS], 'alert.dedup names user'],
])('%s is a remark', (_case, groupBy, more, message) => {
  expect(lint(groupBy, more)).toContainEqual(expect.stringContaining(message));
});
