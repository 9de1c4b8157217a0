import { DEFAULT_POLICY } from '../../../lib/pipeline/mask/policy';
import { lintFiles } from '../../../lib/rules/lint-report';
import { formatProblem } from '../../../lib/sigma/problem';
import type { Source } from '../../../lib/sources/source';
import { STUB } from '../sigma/support';
import { ALERT, NAME_IS_X, ruleFile } from './support';

const TESTS = 'tests:\n  - {matches: true, event: x}\n  - {matches: false, event: y}';
const STREAM: Source = { ...STUB, collection: { ...STUB.collection, stream: true } };

const lint = (texts: readonly string[], source = STREAM) => {
  const files = texts.map((text, number) => ({ path: `${number}.yml`, text }));
  const { rules, problems } = lintFiles(files, [source], () => DEFAULT_POLICY, '2026-11-23');
  return { rules: rules.length, problems: problems.map(formatProblem) };
};

test('a rule with runbook and tests for a source with a stream has no remark', () => {
  expect(lint([ruleFile(NAME_IS_X, `${ALERT}\n${TESTS}`)])).toEqual({ rules: 1, problems: [] });
});

test('a rule without runbook and tests is told of each', () => {
  expect(lint([ruleFile(NAME_IS_X)]).problems).toEqual([
    expect.stringMatching(/^0.yml:1: warning: alert is missing/),
    expect.stringMatching(/^0.yml:1: warning: no test that matches/),
    expect.stringMatching(/^0.yml:1: warning: no test that does not match/),
  ]);
});

test('a real-time rule whose source reaches no stream is told so', () => {
  expect(lint([ruleFile(NAME_IS_X, `${ALERT}\n${TESTS}`)], STUB).problems).toEqual([
    '0.yml:1: warning: alert.speed is realtime, but stub reaches no stream (by hand): it is near-realtime at best',
  ]);
});

test('a rule that is tried on every event is told so', () => {
  const detection = 's:\n  name: x\ncondition: not s';

  expect(lint([ruleFile(detection, `${ALERT}\n${TESTS}`)]).problems).toEqual([
    expect.stringContaining('tried on every event'),
  ]);
});

test('a condition on text that the lake masks is told with its line', () => {
  const detection = 's:\n  name|contains: alice@example.com\ncondition: s';

  expect(lint([ruleFile(detection, `${ALERT}\n${TESTS}`)]).problems).toEqual([
    expect.stringMatching(/^0.yml:7: warning: stub: "name" is free text/),
  ]);
});

test('errors and remarks of all files come in order of file and line', () => {
  const good = ruleFile(NAME_IS_X, `${ALERT}\n${TESTS}`);
  const { rules, problems } = lint([
    good,
    good,
    ruleFile('s:\n  ghost: x\ncondition: s', TESTS, 2),
    '- no rule',
  ]);

  expect(rules).toBe(2);
  expect(problems).toEqual([
    expect.stringContaining('1.yml:1: id 00000000-0000-4000-8000-000000000001 is already that of 0.yml'),
    expect.stringContaining('2.yml:1: warning: alert is missing'),
    expect.stringContaining('2.yml:7: warning: stub has no field "ghost"'),
    expect.stringMatching(/^3.yml:1: /),
  ]);
});
