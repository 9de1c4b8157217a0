import fc from 'fast-check';
import { fold } from '../../../../lib/sigma/match/text';
import { compileValue } from '../../../../lib/sigma/match/value-test';
import { compileRegex } from '../../../../lib/sigma/regex/matcher';
import { parseRegex } from '../../../../lib/sigma/regex/parse';
import { requiredLiterals } from '../../../../lib/sigma/regex/required-literals';
import type { RegexFlags } from '../../../../lib/sigma/value';
import { times } from '../../../support/effort';

const NO_FLAGS: RegexFlags = { ignoreCase: false, multiline: false, dotAll: false };

function parsed(pattern: string, flags = NO_FLAGS) {
  const result = parseRegex(pattern, flags);
  if (!result.ok) {
    throw new Error(result.problem);
  }
  return result.value.syntax;
}

test.each([
  ['abc', ['abc']],
  ['ab+c', ['a']],
  ['^GetObject$', ['getobject']],
  ['\\bcat\\b', ['cat']],
  ['x?longer.', ['longer']],
  ['(Create|Update)s*PoolThing', ['poolthing']],
  ['(Create|Update)', ['create', 'update']],
  ['(Create|.*)', undefined],
  ['[a-z]+', undefined],
  ['[Aa][Bb]', ['ab']],
  ['(abc)*', undefined],
  ['(abc){2}d', ['abc']],
  ['a|b|c|d|e|f|g|h|i', undefined],
  ['é', undefined],
  ['', undefined],
])('/%s/ requires %j', (pattern, literals) => {
  expect(requiredLiterals(parsed(pattern))).toEqual(literals);
});

test('without case, the literal is in lower case', () => {
  expect(requiredLiterals(parsed('"Action"', { ...NO_FLAGS, ignoreCase: true }))).toEqual(['"action"']);
});

const pattern: fc.Arbitrary<string> = fc.letrec<{ node: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom(
    'a',
    'B',
    'k',
    's',
    'i',
    'ς',
    'İ',
    '.',
    '[aA]',
    '[ab]',
    '[^a]',
    '^',
    '$',
    '\\b',
    '(?:)',
  ),
  node: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}'))
      .map(([a, quantifier]) => `(?:${a})${quantifier}`),
  ),
})).node;

test('looking for them first never changes what a pattern finds', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'A', 'b', 'B', 'k', 'K', '\u212a', 's', 'ſ', 'i', 'İ', 'ß', 'ς', 'Σ', '\n'),
    maxLength: 8,
  });
  const flags = fc.record({ ignoreCase: fc.boolean(), multiline: fc.boolean(), dotAll: fc.boolean() });

  fc.assert(
    fc.property(pattern, flags, fc.array(text, { minLength: 1, maxLength: 6 }), (source, given, texts) => {
      const syntax = parsed(source, given);
      const plain = compileRegex(syntax);
      const filtered = compileValue({ kind: 'regex', pattern: source, flags: given, syntax });
      const literals = requiredLiterals(syntax);
      for (const one of texts) {
        const found = plain?.(one);
        expect([source, one, filtered(one)]).toEqual([source, one, found]);
        expect(!found || !literals || literals.some((literal) => fold(one).includes(literal))).toBe(true);
      }
    }),
    { numRuns: times(1000) },
  );
});
