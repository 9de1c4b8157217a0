import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../lib/json';

/** Letters whose case is not one to one: long s, Kelvin, dotted I, sharp s, both small sigmas. */
const WORDS = [
  'put',
  'Put',
  'role',
  'ROLE',
  'admin-a',
  'admin-b',
  'admin-ab',
  'ſecret',
  'secret',
  '\u212aey',
  'key',
  'İd',
  'id',
  'straße',
  'STRASSE',
  'ΟΔΟΣ',
  'οδος',
  'οδοσ',
  '秘密',
  '😀',
  '10.1.2.3',
  '42',
  '0042',
  'true',
  'a\nb',
  '-x',
  '/x',
] as const;
const FIELDS = ['a', 'b', 'c.d', 'either', 'ghost', '__proto__', 'constructor', 'list.0'];

const word = fc.constantFrom(...WORDS);
const texts = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => words.map((one) => JSON.stringify(one)));
const pieces = fc
  .array(fc.tuple(word, fc.constantFrom('', '*', '?', '**')), { minLength: 1, maxLength: 2 })
  .map((parts) => parts.map(([text, wild]) => text + wild).join(''))
  .map((text) => JSON.stringify(text));

const line = fc
  .tuple(
    fc.constantFrom(...FIELDS),
    fc.oneof(
      fc.tuple(fc.constantFrom('', '|cased', '|neq', '|windash'), texts),
      fc.tuple(
        fc.constantFrom(
          '|contains',
          '|startswith',
          '|endswith',
          '|contains|all',
          '|contains|cased',
          '|endswith|neq',
        ),
        texts,
      ),
      fc.tuple(fc.constant(''), fc.array(pieces, { minLength: 1, maxLength: 2 })),
      fc.tuple(
        fc.constantFrom('|re', '|re|i'),
        fc.constantFrom(["'^put'"], ["'(role|key)$'"], ["'admin-[ab]+'"], ["'[^0-9]'", "'id'"]),
      ),
      fc.tuple(fc.constant('|cidr'), fc.constant(['10.0.0.0/8'])),
      fc.tuple(fc.constantFrom('|gt', '|lte'), fc.constantFrom(['41'], ['42'])),
      fc.tuple(fc.constant('|exists'), fc.constantFrom(['true'], ['false'])),
      fc.tuple(fc.constantFrom('|fieldref', '|fieldref|startswith'), fc.constantFrom(["'a'"], ["'b'"])),
      fc.tuple(fc.constant(''), fc.constantFrom(['null'], ['42'], ['true'], ["''"], ["'*'"])),
    ),
  )
  .map(([field, [modifiers, values]]) => `    ${field}${modifiers}: [${values.join(', ')}]`);

const map = fc
  .uniqueArray(line, { minLength: 1, maxLength: 3, selector: (text) => text.split(':')[0] })
  .map((lines) => lines.join('\n'));
const keywords = texts.map((values) => values.map((value) => `    - ${value}`).join('\n'));
const keywordRegex = fc.constantFrom("    '|re': 'admin-[ab]'", "    '|re|i': '[x-z]'");
const body = fc.oneof(
  { weight: 8, arbitrary: map },
  { weight: 1, arbitrary: keywords },
  { weight: 1, arbitrary: keywordRegex },
);
const condition = fc.constantFrom(
  's',
  's and f',
  's or f',
  's and not f',
  'not s',
  'all of them',
  's and (f or not s)',
);

/** A detection block of any kind of test, over few fields and many values. */
export const anyBlock: fc.Arbitrary<string> = fc
  .tuple(body, body, condition)
  .map(([first, second, text]) => `s:\n${first}\nf:\n${second}\ncondition: ${text}`);

const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 2, arbitrary: fc.tuple(word, word).map(([a, b]) => a + b) },
  { weight: 1, arbitrary: fc.constantFrom<JsonValue>(0, -0, 42, 1e21, true, false, null, undefined, '') },
);
const value: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.record({ d: tie('value') }),
    scalar.map((inner) => JSON.parse(`{"__proto__":${JSON.stringify(inner ?? null)},"constructor":"put"}`)),
  ),
})).value;

/** What an event says: scalars, lists in lists, objects with hostile keys. */
export const anyFields: fc.Arbitrary<JsonObject> = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'one', 'two', 'list', '__proto__', 'constructor'), value), {
    maxLength: 6,
  })
  .map((entries) => {
    const fields: JsonObject = {};
    for (const [key, held] of entries) {
      Object.defineProperty(fields, key, {
        value: held,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return fields;
  });
