import { readYaml } from '../../../lib/config/read-yaml';

/** Two aliases a level: 45 lines that stand for 2^45 values. */
const BOMB = [
  'a0: &a0 [x]',
  ...Array.from({ length: 45 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
].join('\n');

function problems(text: string): readonly string[] {
  const file = readYaml(text);
  return file.ok ? [] : file.problem.map(({ line, message }) => `${line}: ${message}`);
}

describe('readYaml', () => {
  it.each([
    ['a: 1\nb: "x\n', '3: is not valid YAML: Missing closing "quote'],
    ['a:\n\tb: 1\n', '2: is not valid YAML: Tabs are not allowed as indentation'],
    ['a: 1\nb: !secret x\n', '2: is not valid YAML: Unresolved tag: !secret'],
    ['a: 1\n---\nb: 2\n', '2: is not valid YAML: Source contains multiple documents'],
    ['a: 1\nb: 2\na: 3\n', '3: gives the key "a" twice (first on line 1): keep one'],
    ['x:\n  - { a: 1, a: 2 }\n', '2: gives the key "a" twice (first on line 2): keep one'],
    ['a: 1\nb: *base\n', '2: uses the alias *base, but no &base stands before it'],
    [BOMB, '1: repeats its anchors within each other too often (an alias bomb): write the values out'],
    [`a: &a 1\nb: [${'*a, '.repeat(200)}]`, '1: uses more than 100 aliases (*name): write the values out'],
    [`a: ${'['.repeat(50_000)}`, '1: is nested more than 100 levels deep: no setting is'],
    [`${'- '.repeat(50_000)}x`, '1: is nested more than 100 levels deep: no setting is'],
    [`${'? '.repeat(50_000)}x`, '1: is nested more than 100 levels deep: no setting is'],
    [
      Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}k:`).join('\n'),
      '1: is nested more than 100 levels deep: no setting is',
    ],
    [
      '#'.repeat(500_001),
      '1: is 500001 characters long, more than 500000: name directories instead of listing their contents',
    ],
  ])('names the line of %j', (text, problem) => {
    expect(problems(text)).toContain(problem);
  });

  it.each([
    ['brackets inside quotes', `a: "${'['.repeat(200)}"`],
    ['a merge key, which YAML 1.2 does not have', '<<: { a: 1 }'],
    ['an anchor used now and then', 'a: &a [1]\nb: *a\nc: *a'],
    ['a block that contains itself', 'a: &a [*a]'],
    ['keys that are blocks', '? { a: 1 }\n: 1\n? { a: 1 }\n: 2\n? { toString: [] }\n: 3'],
    ['the same key in different blocks', 'a: { x: 1 }\nb: { x: 1 }'],
  ])('reads %s', (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  it('knows the line of a value, of a list entry, and of the block that misses a value', () => {
    const file = readYaml('a:\n  b:\n    - 1\n    - c: 2\n\nd: {e: 1,\n  f: 2}\n');

    const lines = file.ok
      ? [['a'], ['a', 'b', 1, 'c'], ['a', 'b', 0], ['a', 'missing', 'deep'], ['d', 'f'], ['nowhere'], []].map(
          (path) => file.value.lineOf(path),
        )
      : [];

    expect(lines).toEqual([1, 4, 3, 1, 7, 1, 1]);
  });
});
