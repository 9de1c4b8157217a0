import { loadRules } from '../../../lib/detections/load';
import { runTests } from '../../../lib/detections/run-tests';
import { formatProblem } from '../../../lib/sigma/problem';
import type { Source } from '../../../lib/sources/source';
import { eventOf, ruleText, STUB } from '../sigma/support';

const RULE = ruleText('s:\n    name: x\ncondition: s');

test('two rules with one id: the second is left out, and the first is named', () => {
  const { rules, problems } = loadRules(
    [
      { path: 'a.yml', text: RULE },
      { path: 'b.yml', text: RULE },
    ],
    [STUB],
  );

  expect(rules.map((rule) => rule.file)).toEqual(['a.yml']);
  expect(problems.map(formatProblem)).toEqual([
    'b.yml:1: id 00000000-0000-4000-8000-000000000001 is already that of a.yml',
  ]);
});

test('problems of files and of sources come together', () => {
  const { rules, problems } = loadRules(
    [
      { path: 'a.yml', text: '- no rule' },
      { path: 'b.yml', text: RULE.replace('name: x', 'ghost: x') },
    ],
    [STUB],
  );

  expect(rules).toHaveLength(1);
  expect(problems.map(({ file, level }) => [file, level])).toEqual([
    ['a.yml', 'error'],
    ['b.yml', 'warning'],
  ]);
});

describe('inline tests', () => {
  /** Reads `{name}`; skips `skip`, throws at `throw`. */
  const source: Source = {
    ...STUB,
    open: () => (record, emit) => {
      if (record === 'skip') {
        return { kind: 'skipped', reason: 'a digest' };
      }
      if (record === 'throw') {
        throw new Error('no such thing');
      }
      emit(eventOf({ name: record }), 0);
      return { kind: 'written' };
    },
  };

  const run = (event: string, matches: boolean) => {
    const text = `${RULE}tests:\n    - {name: t, matches: ${matches}, event: ${event}}\n`;
    const [rule] = loadRules([{ path: 'a.yml', text }], [source]).rules;
    return rule && runTests(rule, [source])[0];
  };

  test.each([
    ['x', true, undefined],
    ['y', false, undefined],
    ['x', false, 'expected no match, got a match'],
    ['y', true, 'expected a match, got no match'],
    ['skip', false, 'stub made no event of it: a digest'],
    ['throw', false, 'stub cannot read it: no such thing'],
  ])('%s, expected to match %s: %s', (event, matches, reason) => {
    expect(run(event, matches)).toMatchObject({ passed: reason === undefined, reason });
  });

  test('need a source that reads the rule’s logs', () => {
    const text = `${RULE}tests:\n    - {matches: true, event: x, source: other}\n`;
    const [rule] = loadRules([{ path: 'a.yml', text }], [source]).rules;

    expect(rule && runTests(rule, [source])[0]).toMatchObject({
      passed: false,
      reason: 'no source reads this rule’s logs',
    });
  });
});

describe('correlations', () => {
  const correlation = (reference: string) =>
    [
      'title: Often',
      'id: 00000000-0000-4000-8000-000000000009',
      'correlation:',
      '  type: event_count',
      `  rules: [${reference}]`,
      '  group-by: [name]',
      '  timespan: 10m',
      '  condition: { gte: 5 }',
    ].join('\n');
  const load = (reference: string) =>
    loadRules(
      [
        { path: 'often.yml', text: correlation(reference) },
        { path: 'rule.yml', text: RULE },
      ],
      [STUB],
    );

  test('find their rules in other files, and silence them', () => {
    const { rules, correlations, silent, problems } = load('00000000-0000-4000-8000-000000000001');

    expect(rules).toHaveLength(1);
    expect(correlations.map(({ members }) => members.map(({ id }) => id))).toEqual([[rules[0]?.id]]);
    expect([...silent]).toEqual([rules[0]?.id]);
    expect(problems).toEqual([]);
  });

  test('over a rule that is nowhere are left out, with an error', () => {
    const { correlations, problems } = load('nobody');

    expect(correlations).toEqual([]);
    expect(problems).toMatchObject([{ file: 'often.yml', line: 5, level: 'error' }]);
  });
});
