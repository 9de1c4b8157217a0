import fc from 'fast-check';
import { formatSigmaString, parseSigmaString } from '../../../lib/sigma/sigma-string';
import { MANY, ONE } from '../../../lib/sigma/value';

/** The specification's own table of escapes, and what follows from it. */
test.each([
  ['plain', ['plain']],
  ['a*b?', ['a', MANY, 'b', ONE]],
  ['\\*', ['*']],
  ['\\?', ['?']],
  ['a\\b', ['a\\b']],
  ['a\\\\b', ['a\\b']],
  ['\\\\*', ['\\', MANY]],
  ['\\\\\\*', ['\\*']],
  ['\\\\\\\\', ['\\\\']],
  ['\\\\\\', ['\\\\']],
  ['\\', ['\\']],
  ['', []],
])('%j', (text, parts) => {
  expect(parseSigmaString(text).parts).toEqual(parts);
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\\', '*', '?') }), (text) => {
      const value = parseSigmaString(text);

      expect(parseSigmaString(formatSigmaString(value))).toEqual(value);
    }),
  );
});
