import { parseCondition } from '../../../../lib/sigma/condition/parse';

const detection = (name: string) => ({ kind: 'detection', name });
const [a, b, c] = ['a', 'b', 'c'].map(detection);

test.each([
  ['a', a],
  ['a and b', { kind: 'and', of: [a, b] }],
  ['a and b and c', { kind: 'and', of: [a, b, c] }],
  ['a or b and c', { kind: 'or', of: [a, { kind: 'and', of: [b, c] }] }],
  ['(a or b) and c', { kind: 'and', of: [{ kind: 'or', of: [a, b] }, c] }],
  ['not a and b', { kind: 'and', of: [{ kind: 'not', of: a }, b] }],
  ['not (a and b)', { kind: 'not', of: { kind: 'and', of: [a, b] } }],
  ['not not a', { kind: 'not', of: { kind: 'not', of: a } }],
  ['1 of a*', { kind: 'quantified', quantity: 'one', pattern: 'a*' }],
  ['any of a*', { kind: 'quantified', quantity: 'one', pattern: 'a*' }],
  ['all of them', { kind: 'quantified', quantity: 'all', pattern: 'them' }],
  [
    'a and not 1 of filter_*',
    {
      kind: 'and',
      of: [a, { kind: 'not', of: { kind: 'quantified', quantity: 'one', pattern: 'filter_*' } }],
    },
  ],
  ['a AND NOT b', { kind: 'and', of: [a, { kind: 'not', of: b }] }],
  ['  a\n  or b ', { kind: 'or', of: [a, b] }],
  ['notable', detection('notable')],
  ['order-by_1', detection('order-by_1')],
])('reads %j', (text, condition) => {
  expect(parseCondition(text)).toEqual({ ok: true, value: condition });
});

test.each([
  ['', 'expected a detection name at column 1, got the end'],
  ['a b', 'expected "and", "or" or the end at column 3, got "b"'],
  ['a and', 'expected a detection name at column 6, got the end'],
  ['(a or b', 'expected ")" at column 8, got the end'],
  ['a)', 'expected "and", "or" or the end at column 2, got ")"'],
  ['1 of', 'expected a name pattern or "them" after "of" at column 5, got the end'],
  ['2 of a*', '"2 of" is no quantifier: use "1 of", "any of" or "all of"'],
  ['a & b', '"&" at column 3 is no part of a condition'],
  ['a | count() > 5', 'aggregations after "|" left Sigma with version 2: write a correlation rule instead'],
])('says what is wrong with %j', (text, problem) => {
  expect(parseCondition(text)).toEqual({ ok: false, problem });
});

test('refuses nesting that would exhaust the stack', () => {
  const deep = `${'('.repeat(100_000)}a`;

  expect(parseCondition(deep)).toEqual({ ok: false, problem: 'nested deeper than 64 levels' });
});
