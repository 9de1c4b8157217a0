import fc from 'fast-check';
import { compileRegex } from '../../../../lib/sigma/regex/matcher';
import { parseRegex } from '../../../../lib/sigma/regex/parse';

const NO_FLAGS = { ignoreCase: false, multiline: false, dotAll: false };

function search(pattern: string, flags = NO_FLAGS): (text: string) => boolean {
  const parsed = parseRegex(pattern, flags);
  const compiled = parsed.ok ? compileRegex(parsed.value.syntax) : undefined;
  if (!compiled) {
    throw new Error(parsed.ok ? 'too large' : parsed.problem);
  }
  return compiled;
}

test.each([
  ['a{2,3}b', 'xaab', 'ab'],
  ['a{2}', 'aa', 'a'],
  ['a{2,}b', 'aaaab', 'ab'],
  ['^$', '', 'a'],
  ['\\bcat\\b', 'a cat.', 'cats'],
  ['\\Bcat', 'tomcat', 'cat'],
  ['[^a-c]', 'd', 'abc'],
  ['[]a]', ']', 'b'],
  ['[a\\]b-]', '-', 'c'],
  ['\\x41\\u0042\\.', 'AB.', 'ABx'],
  ['[\\d.]+$', 'v1.2', 'v'],
  ['(?:ab)+c|^d', 'dxx', 'xd'],
  ['(?P<year>\\d{4})', 'in 2024', '20'],
  ['a{,2}', 'a{,2}', 'aa'],
  ['.{5}', 'abcde', 'ab\ncd'],
  ['a*?b', 'aab', 'aa'],
  ['', 'anything', undefined],
])('/%s/ finds %j, not %j', (pattern, found, missed) => {
  expect(search(pattern)(found)).toBe(true);
  expect(missed === undefined || !search(pattern)(missed)).toBe(true);
});

test('letters beyond ASCII lose their case too', () => {
  const found = search('É|я', { ...NO_FLAGS, ignoreCase: true });

  expect(found('é')).toBe(true);
  expect(found('Я')).toBe(true);
});

test.each([
  ['a)', '")" without "("'],
  ['(a', '"(" without ")"'],
  ['*a', '"*" has nothing to repeat'],
  ['a**', 'a quantifier cannot follow a quantifier'],
  ['a++', 'possessive quantifiers are not supported'],
  ['a{5,2}', 'must be ordered and at most 1000'],
  ['a{2000}', 'must be ordered and at most 1000'],
  ['[z-a]', 'a range in a class must go upwards'],
  ['[a', 'the pattern ends too early'],
  ['a\\', 'the pattern ends too early'],
  ['[[:alpha:]]', 'POSIX classes are not supported'],
  ['(?<=a)b', 'look-around and atomic groups'],
  ['(?>a)', 'look-around and atomic groups'],
  ['(?i:a)', 'unknown group'],
  ['\\k', 'unknown escape "\\k"'],
  [`${'('.repeat(1000)}a`, 'nested deeper'],
])('/%s/ is refused', (pattern, problem) => {
  expect(parseRegex(pattern, NO_FLAGS)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
});

test('patterns that make backtracking engines hang are decided in one pass', () => {
  const text = 'a'.repeat(200_000);

  expect(search('(a+)+$')(text)).toBe(true);
  expect(search('(a|aa)*b')(text)).toBe(false);
  expect(search('(.*)*(.*)*x')(text)).toBe(false);
  expect(search('(a?){100}a{100}b')(text)).toBe(false);
});

/** Patterns of every construct, built so that JavaScript means the same by them. */
const pattern: fc.Arbitrary<string> = fc.letrec<{ node: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom(
    'a',
    'b',
    '.',
    '[ab]',
    '[^a]',
    '\\w',
    '\\W',
    '\\b',
    '\\B',
    '^',
    '$',
    ' ',
    '\\n',
    '(?:)',
  ),
  node: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,}'))
      .map(([a, quantifier]) => `(?:${a})${quantifier}`),
  ),
})).node;

test('agrees with JavaScript’s own engine', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'B'), maxLength: 10 });
  const flags = fc.record({ ignoreCase: fc.boolean(), multiline: fc.boolean(), dotAll: fc.boolean() });

  fc.assert(
    fc.property(pattern, flags, fc.array(text, { minLength: 1, maxLength: 5 }), (source, given, texts) => {
      const letters = [given.ignoreCase && 'i', given.multiline && 'm', given.dotAll && 's']
        .filter(Boolean)
        .join('');
      const native = new RegExp(source, letters);
      const own = search(source, given);
      for (const one of texts) {
        expect([source, letters, one, own(one)]).toEqual([source, letters, one, native.test(one)]);
      }
    }),
    { numRuns: 500 },
  );
});

test('stays right when it meets more states than it keeps', () => {
  const own = search('(a|b)*a(a|b){11}c');
  const native = /(a|b)*a(a|b){11}c/;
  const random = fc.sample(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 3000, maxLength: 3000 }), {
    numRuns: 3,
    seed: 1,
  });

  for (const text of random) {
    expect(own(`${text}c`)).toBe(native.test(`${text}c`));
    expect(own(text)).toBe(false);
  }
});
