import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../../lib/json';

const FIELDS = [
  'a',
  'b',
  'a.b',
  'either',
  'ghost',
  'c',
  'A',
  'a.0',
  'a.b.0',
  'a.0.b',
  "it's",
  'a"b',
  'a/b~c',
];

/** A modifier and the values that make sense for it, as YAML. */
export const LINES: readonly (readonly [modifier: string, values: readonly string[]])[] = [
  [
    '',
    [
      "'x'",
      "'X*'",
      "'*y'",
      "'?'",
      "'x?'",
      "'x*y?'",
      "'xy'",
      "'*'",
      "'***'",
      "''",
      '0',
      '1',
      '1.5',
      'true',
      'null',
    ],
  ],
  [
    '',
    [
      "'%'",
      "'_'",
      "'x_*'",
      "'!*'",
      "'*%*'",
      "'É'",
      "'İ'",
      "'i*'",
      "'i?'",
      "'*😀'",
      "'it''s'",
      "'\\\\*'",
      "'\\*'",
      "'STRASSE'",
      "'ΟΔΟΣ'",
      "'*σ'",
    ],
  ],
  ['|contains', ["'Σ'", "'x'", "'*Y'", "'?'", '\'"b":\'', "'%'", "'\\'", "'é'"]],
  ['|contains|all', ["'x'", "'y'"]],
  ['|contains|cased', ["'x'", "'Y'", "'É'"]],
  ['|startswith', ["'x'", "'Y'", "'{'", "'_'"]],
  ['|endswith', ["'x'", "'Y'", "'}'", "'??'"]],
  ['|cased', ["'x'", "'X*'", "'xy'", "'?'"]],
  ['|neq', ["'x'", "'X*'", '1', "'*'"]],
  ['|all', ["'x'", "'y'", '1', 'null']],
  ['|exists', ['true', 'false']],
  ['|gt', ['0', '1', '-1.5', '1e21']],
  ['|lt', ['0', '1', '1000']],
  ['|gte|neq', ['1']],
  ['|lte|all', ['0', '1']],
  [
    '|re',
    [
      "'^x'",
      "'y$'",
      "'x.?y'",
      "'^..$'",
      "'^.$'",
      "'[^a-z]'",
      "'\\bx\\b'",
      "'\\d{2,3}'",
      "'^(x|y)*$'",
      "'\\By'",
      "'\\.'",
      "'[-\\]^&]'",
      "''",
      "'^\\W+$'",
      "'\\s'",
    ],
  ],
  ['|re|i', ["'X'", "'[^x]'", "'é'", "'k'"]],
  ['|re|m', ["'^x$'", "'y$'"]],
  ['|re|s', ["'x.y'"]],
  ['|fieldref', ["'a'", "'b'", "'ghost'", "'either'", "'a.b'"]],
  ['|fieldref|contains', ["'a'", "'b'"]],
  ['|fieldref|startswith', ["'a'", "'b'"]],
  ['|fieldref|endswith|cased', ["'a'", "'b'"]],
  ['|fieldref|neq', ["'a'", "'b'"]],
  ['|cidr', ['10.0.0.0/8', '10.1.0.0/13', '0.0.0.0/0', '10.1.2.3', '10.1.0.0/23']],
  ['|windash', ["'-x'"]],
  ['|windash|contains|all', ["'-x'", "'x'"]],
  ['|base64offset|contains', ["'xy'"]],
];

const line = fc
  .constantFrom(...LINES)
  .chain(([modifier, values]) =>
    fc
      .tuple(fc.constantFrom(...FIELDS), fc.subarray([...values], { minLength: 1 }))
      .map(([field, chosen]) => `    ${JSON.stringify(field + modifier)}: [${chosen.join(', ')}]`),
  );

const map = fc
  .uniqueArray(line, { minLength: 1, maxLength: 3, selector: (text) => text.split(': ')[0] })
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

/** Values that look alike, or that engines treat differently. */
export const SCALARS: readonly JsonValue[] = [
  ...[
    'x',
    'X',
    'xy',
    'y',
    'Yx',
    '',
    'x y',
    'x\ny',
    'y\n',
    '\nx',
    'x-y',
    '/x',
    '–x',
    '%',
    '_',
    'x_y',
    '!',
    '\\',
    'x\\y',
    "it's",
    '"',
  ],
  ...[
    'ΟΔΟΣ',
    'οδος',
    'Σ',
    'É',
    'é',
    'İ',
    'i\u0307',
    'I',
    'ſ',
    'K',
    'ß',
    '😀',
    'x😀y',
    'x😀',
    '\ufffd',
    '{"b":"x"}',
    '[1]',
    'null',
    'NULL',
    'true',
    '\u0000',
    '\u2028',
  ],
  ...[
    '0',
    '1',
    '1.0',
    ' 1 ',
    '01',
    '1e3',
    '1e999',
    '0x10',
    '0b1',
    '-2',
    '.5',
    '5.',
    '1_0',
    'Infinity',
    'NaN',
    '\ufeff7',
    '12',
    '123',
  ],
  ...[
    '10.1.2.3',
    '10.255.255.255',
    '11.0.0.1',
    '10.01.2.3',
    '::ffff:10.1.2.3',
    '::FFFF:a01:203',
    '0:0:0:0:0:ffff:0a01:0203',
  ],
  ...[
    '0::0:ffff:10.1.2.3',
    '0:0:0:0:0:ffff::',
    '::ffff:a00::',
    '1::ffff:10.1.2.3',
    '0:0:0:0:0:ffff:a00::',
    '10.1.2.3 ',
    '10.1.2',
  ],
  ...[0, 1, 2, 1.5, -2, 1e-7, 12, 1234567890123456, true, false, null],
  'eHk=',
];

const scalar = fc.constantFrom(...SCALARS);

const nested: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.record({ b: scalar }) },
);

const value: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(fc.oneof(nested, fc.record({ b: nested })), { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.record({ b: nested }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('0', 'b', '1'), nested, { maxKeys: 2, noNullPrototype: true }),
  },
);

/** Fields of an event, often of the names and values the rules ask for. */
export const eventFields: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'one', 'two', 'A', "it's", 'a"b', 'a/b~c'),
  value,
  {
    maxKeys: 6,
    noNullPrototype: true,
  },
);
