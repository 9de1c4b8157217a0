import fc from 'fast-check';
import { compileLiterals } from '../../../../lib/sigma/match/literal-scan';

function foundIn(text: string, literals: readonly string[]): readonly number[] {
  const found: number[] = [];
  compileLiterals(literals)(text, (literal) => found.push(literal));
  return found.sort((a, b) => a - b);
}

const containedIn = (text: string, literals: readonly string[]) =>
  literals.flatMap((literal, index) => (text.includes(literal) ? [index] : []));

test.each([
  ['a literal within another', ['she', 'he', 'hers', 'his'], 'ushers', [0, 1, 2]],
  ['the same literal twice', ['ab', 'ab', 'c', 'd'], 'xaby', [0, 1]],
  ['one of a single character', ['a', 'b', 'c', 'd', 'e'], 'e', [4]],
  ['nothing in an empty text', ['a', 'b', 'c', 'd'], '', []],
  ['each once, however often it stands there', ['aa', 'a', 'b', 'c'], 'aaaaaaaa', [0, 1]],
  [
    'long literals by more than their beginning',
    [`${'a'.repeat(16)}b`, `${'a'.repeat(16)}c`, 'x', 'y'],
    `${'a'.repeat(20)}c`,
    [1],
  ],
])('finds %s', (_title, literals, text, expected) => {
  expect(foundIn(text, literals)).toEqual(expected);
});

test('tells apart more characters than it has classes for', () => {
  const literals = Array.from({ length: 500 }, (_, index) => `<${String.fromCharCode(0x4e00 + index)}>`);

  expect(foundIn('… <一> <丁> <乄> …', literals)).toEqual(containedIn('… <一> <丁> <乄> …', literals));
  expect(foundIn(`<${String.fromCharCode(0x4e00 + 499)}>`, literals)).toEqual([499]);
});

test('finds what the engine’s own search finds', () => {
  const piece = (minLength: number, maxLength: number) =>
    fc.string({
      unit: fc.constantFrom('a', 'b', 'ſ', 'ß', 'あ', '\ud83d', '\ude00', '\0'),
      minLength,
      maxLength,
    });

  fc.assert(
    fc.property(fc.array(piece(1, 20), { minLength: 1, maxLength: 40 }), piece(0, 60), (literals, text) => {
      const whole = [...literals, text.slice(5, 25)].filter((literal) => literal !== '');
      expect(foundIn(text, whole)).toEqual(containedIn(text, whole));
    }),
    { numRuns: 400 },
  );
});

test('scans one text after another', () => {
  const found: number[] = [];
  const scan = compileLiterals(['ab', 'bc', 'cd', 'de']);

  scan('ab', (literal) => found.push(literal));
  scan('ab bc', (literal) => found.push(literal));

  expect(found).toEqual([0, 0, 1]);
});
