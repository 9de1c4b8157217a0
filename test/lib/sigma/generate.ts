import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../lib/json';

const FIELDS = ['a', 'b', 'a.b', 'either', 'ghost', 'c'];

/** A modifier and the values that make sense for it, as YAML. */
const LINES: readonly (readonly [modifier: string, values: readonly string[]])[] = [
  ['', ["'x'", "'X*'", "'*y'", "'?'", "'xy'", "'*'", "''", '0', '1', 'true', 'null']],
  ['|contains', ["'x'", "'*Y'", "'?'"]],
  ['|contains|all', ["'x'", "'y'"]],
  ['|startswith', ["'x'", "'Y'"]],
  ['|endswith', ["'x'", "'Y'"]],
  ['|cased', ["'x'", "'X*'", "'xy'"]],
  ['|neq', ["'x'", "'X*'", '1']],
  ['|all', ["'x'", "'y'", '1']],
  ['|exists', ['true', 'false']],
  ['|gt', ['0', '1']],
  ['|lte|all', ['0', '1']],
  ['|re', ["'^x'", "'y$'", "'x.?y'"]],
  ['|re|i', ["'X'", "'[^x]'"]],
  ['|fieldref', ["'a'", "'b'", "'ghost'"]],
  ['|fieldref|contains', ["'a'", "'b'"]],
  ['|cidr', ['10.0.0.0/8']],
  ['|windash', ["'-x'"]],
];

const line = fc
  .constantFrom(...LINES)
  .chain(([modifier, values]) =>
    fc
      .tuple(fc.constantFrom(...FIELDS), fc.subarray([...values], { minLength: 1 }))
      .map(([field, chosen]) => `    ${field}${modifier}: [${chosen.join(', ')}]`),
  );

const map = fc
  .uniqueArray(line, { minLength: 1, maxLength: 3, selector: (text) => text.split(':')[0] })
  .map((lines) => lines.join('\n'));

const keywords = fc.constantFrom("    - 'x'\n    - '10.'", "    '|all': ['x', 'y']");

const condition = fc.constantFrom(
  's1',
  's1 and s2',
  's1 or s2',
  's1 and not s2',
  'not s1',
  '1 of s*',
  'all of them',
  's1 or not (s2 and s1)',
);

const body = fc.oneof({ weight: 5, arbitrary: map }, { weight: 1, arbitrary: keywords });

/** A detection block of two detections and a condition. */
export const detectionBlock: fc.Arbitrary<string> = fc
  .tuple(body, body, condition)
  .map(([first, second, text]) => `s1:\n${first}\ns2:\n${second}\ncondition: ${text}`);

const scalar = fc.constantFrom<JsonValue>(
  'x',
  'X',
  'xy',
  'y',
  'Yx',
  '',
  '0',
  0,
  1,
  2,
  true,
  false,
  null,
  '10.1.2.3',
  '/x',
  'x-y',
);

const value: fc.Arbitrary<JsonValue> = fc.oneof(
  scalar,
  fc.array(fc.oneof(scalar, fc.record({ b: scalar })), { maxLength: 3 }),
  fc.record({ b: scalar }),
);

/** Fields of an event, often of the names and values the rules ask for. */
export const eventFields: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'one', 'two'),
  value,
  {
    maxKeys: 4,
  },
);
