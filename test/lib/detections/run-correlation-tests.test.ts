import { loadRules } from '../../../lib/detections/load';
import { testAll } from '../../../lib/detections/test-all';
import type { Source } from '../../../lib/sources/source';
import { eventOf, ruleText, STUB } from '../sigma/support';

/** Reads `{name, user, at, uid}`, `at` in seconds; refuses `throw`. */
const SOURCE: Source = {
  ...STUB,
  open: () => (record, emit) => {
    const { name, user, at, uid } = record as Record<string, string | number>;
    if (name === 'throw') {
      throw new Error('no such thing');
    }
    const event = eventOf({ name, user });
    emit({ ...event, metadata: { ...event.metadata, uid: String(uid ?? at) } }, Number(at) * 1_000_000);
    return { kind: 'written' };
  },
};

const correlation = (tests: string) =>
  [
    'title: Often',
    'id: 00000000-0000-4000-8000-000000000009',
    'correlation:',
    '  type: event_count',
    '  rules: [00000000-0000-4000-8000-000000000001]',
    '  group-by: [user]',
    '  timespan: 1m',
    '  condition: { gte: 3 }',
    'tests:',
    `  - {name: t, event: {name: x, user: ann}, ${tests}}`,
  ].join('\n');

const run = async (tests: string) => {
  const files = [
    { path: 'often.yml', text: correlation(tests) },
    { path: 'rule.yml', text: ruleText('s:\n    name: x\ncondition: s') },
  ];
  return testAll(loadRules(files, [SOURCE]), [SOURCE]);
};

test.each([
  ['three within a minute', 'matches: true, events: [{at: 0}, {at: 20}, {at: 60}]'],
  ['in any order', 'matches: true, events: [{at: 60}, {at: 0}, {at: 20}]'],
  ['too far apart', 'matches: false, events: [{at: 0}, {at: 20}, {at: 61}]'],
  ['one of them twice', 'matches: false, events: [{at: 0}, {at: 20}, {at: 20}]'],
  ['another user', 'matches: false, events: [{at: 0}, {at: 20}, {at: 30, user: bob}]'],
  ['what no rule matches', 'matches: false, events: [{at: 0}, {at: 20}, {at: 30, name: y}]'],
  [
    'two users, a finding each',
    'findings: 2, events: [{at: 0}, {at: 1}, {at: 2}, {at: 3, user: bob}, {at: 4, user: bob}, {at: 5, user: bob}]',
  ],
])('%s: passes', async (_case, tests) => {
  expect(await run(tests)).toEqual({ tests: 1, failures: [], untested: 1 });
});

test.each([
  ['matches: true, events: [{at: 0}]', 'Often: "t": expected a finding, got 0 of 1 hits'],
  ['matches: false, events: [{at: 0}, {at: 1}, {at: 2}]', 'Often: "t": expected 0, got 1 of 3 hits'],
  ['findings: 2, events: [{at: 0}, {at: 1}, {at: 2}]', 'Often: "t": expected 2, got 1 of 3 hits'],
  [
    'matches: false, events: [{at: 0}, {at: 1, name: throw}]',
    'Often: "t": event 2: stub cannot read it: no such thing',
  ],
  [
    'matches: false, source: other, events: [{at: 0}]',
    'Often: "t": event 1: no source of the rules’ logs reads it',
  ],
])('%s: fails, and says why and where', async (tests, message) => {
  expect((await run(tests)).failures).toEqual([{ file: 'often.yml', line: 10, level: 'error', message }]);
});
