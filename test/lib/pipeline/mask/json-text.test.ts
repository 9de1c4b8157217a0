import fc from 'fast-check';
import { looksLikeJson, maskJsonText } from '../../../../lib/pipeline/mask/json-text';

const parts = {
  string: (text: string, key: string) => (text.includes('@') ? `masked ${key}` : text),
  key: (text: string) => (text.includes('@') ? 'masked key' : text),
  number: (text: string) => (text === '42' ? 'masked number' : undefined),
};

describe('maskJsonText', () => {
  test.each([
    ['strings, under their key', '{"a":"x@y"}', '{"a":"masked a"}'],
    ['strings in a list, under the list’s key', '{"a":["x@y","z"]}', '{"a":["masked a","z"]}'],
    ['keys', '{"x@y":1}', '{"masked key":1}'],
    ['numbers become strings', '[42,43]', '["masked number",43]'],
    ['escapes are read', '{"a":"x\\u0040y"}', '{"a":"masked a"}'],
    [
      'what is not masked keeps its bytes',
      '{ "a" : "\\u0041\\/" ,\n"n": 12345678901234567890, "e": 1.0e5 }',
      '{ "a" : "\\u0041\\/" ,\n"n": 12345678901234567890, "e": 1.0e5 }',
    ],
    ['a string of JSON in quotes', '"{\\"a\\":\\"x@y\\"}"', '"masked "'],
    ['a text that breaks off', '{"a":"b","c":"x@y and mo', '{"a":"b","c":"masked c"'],
  ])('%s', (_, text, expected) => {
    expect(maskJsonText(text, parts)).toBe(expected);
  });

  test.each(['{note: x@y}', '[x@y]', '{"a":1} x@y', '[090-1234-5678]', '["a""b"]'])(
    '%s is no JSON',
    (text) => {
      expect(maskJsonText(text, parts)).toBeUndefined();
    },
  );

  test.each([
    ['{', true],
    [' \n[', true],
    ['"a', true],
    ['a{', false],
    ['', false],
  ])('%j may be JSON: %s', (text, expected) => {
    expect(looksLikeJson(text)).toBe(expected);
  });

  test('JSON without anything to mask comes out byte for byte', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        fc.pre(!text.includes('@') && !text.includes('42'));
        expect(maskJsonText(text, parts)).toBe(text);
      }),
    );
  });
});
