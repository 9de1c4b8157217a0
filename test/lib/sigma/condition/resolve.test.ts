import { namesOf } from '../../../../lib/sigma/condition/resolve';
import { matches } from '../both';
import { problemsOf } from '../support';

const NAMES = ['selection_a', 'selection_b', 'filter.main', '_draft'];

test.each([
  ['selection_*', ['selection_a', 'selection_b']],
  ['*_b', ['selection_b']],
  ['*', ['selection_a', 'selection_b', 'filter.main']],
  ['_*', ['_draft']],
  ['filter.main', ['filter.main']],
  ['filterXmain', []],
  ['them', ['selection_a', 'selection_b', 'filter.main']],
])('%s means %j', (pattern, names) => {
  expect(namesOf(pattern, NAMES)).toEqual(names);
});

const THREE = 's_a:\n    a: 1\ns_b:\n    b: 1\n_c:\n    c: 1\ncondition: ';

test.each([
  ['1 of s_*', { a: 1 }, true],
  ['1 of s_*', { c: 1 }, false],
  ['all of s_*', { a: 1 }, false],
  ['all of s_*', { a: 1, b: 1 }, true],
  ['1 of them', { c: 1 }, false],
  ['all of them', { a: 1, b: 1 }, true],
  ['all of them and not _c', { a: 1, b: 1, c: 1 }, false],
  ['s_a or s_b and _c', { a: 1 }, true],
  ['(s_a or s_b) and _c', { a: 1 }, false],
  ['not s_a', {}, true],
])('%s on %j is %s', (condition, fields, expected) => {
  expect(matches(THREE + condition, fields)).toBe(expected);
});

test('conditions in a list are joined by or', () => {
  const detection = `${THREE}\n    - s_a\n    - s_b and _c`;

  expect(matches(detection, { a: 1 })).toBe(true);
  expect(matches(detection, { b: 1 })).toBe(false);
});

test.each([
  ['s_d', 'example.yml:12: condition "s_d": there is no detection "s_d"; the rule has s_a, s_b, _c'],
  ['1 of x*', 'example.yml:12: condition "1 of x*": "x*" matches no detection; the rule has s_a, s_b, _c'],
])('a condition that names nothing is an error: %s', (condition, problem) => {
  expect(problemsOf(THREE + condition)).toContain(problem);
});
