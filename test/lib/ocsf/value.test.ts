import { compilePattern } from '../../../lib/ocsf/pattern';
import { schemaTables } from '../../../lib/ocsf/schema';
import { shown, valueCheck, valueError } from '../../../lib/ocsf/value';

function errorOf(type: string, value: unknown): string | undefined {
  const baseType = schemaTables().types[type]?.base ?? type;
  return valueError(
    valueCheck({ name: 'x', type, baseType, isArray: false, requirement: 'optional' }),
    value,
  );
}

test.each<[string, unknown]>([
  ['ip_t', '203.0.113.7'],
  ['ip_t', '2001:db8::1'],
  ['ip_t', '::ffff:192.0.2.1'],
  ['ip_t', 'fe80::1%eth0'],
  ['email_t', 'user@company.com'],
  ['mac_t', '00:1b:44:11:3a:b7'],
  ['uuid_t', '6f2b8c1e-8f0a-4c3d-9a51-2f6f0e7c9d10'],
  ['file_hash_t', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['datetime_t', '2024-08-12T10:30:00.123+09:00'],
  ['subnet_t', '🗾'.repeat(42)],
  ['port_t', 0],
  ['port_t', 65535],
  ['long_t', -(2 ** 53)],
  ['float_t', 1],
  ['float_t', 1.5],
  ['json_t', null],
  ['json_t', [{}]],
  ['string_t', ''],
])('%s takes %j', (type, value) => {
  expect(errorOf(type, value)).toBeUndefined();
});

test.each<[string, unknown]>([
  ['ip_t', 'AWS Internal'],
  ['ip_t', 'ec2.amazonaws.com'],
  ['ip_t', '256.1.1.1'],
  ['ip_t', '203.0.113.7/24'],
  ['ip_t', ''],
  ['email_t', '[EMAIL_MASKED]'],
  ['email_t', 'user@localhost'],
  ['mac_t', '001b.4411.3ab7'],
  ['uuid_t', '6f2b8c1e8f0a4c3d9a512f6f0e7c9d10'],
  ['file_hash_t', 'xyz'],
  ['datetime_t', '2024-08-12 10:30:00'],
  ['subnet_t', '🗾'.repeat(43)],
  ['port_t', -1],
  ['long_t', 1e21],
  ['float_t', Number.POSITIVE_INFINITY],
  ['float_t', '1.5'],
  ['boolean_t', 0],
  ['string_t', undefined],
])('%s refuses %j', (type, value) => {
  expect(errorOf(type, value)).toEqual(expect.any(String));
});

describe('a pattern written for Python', () => {
  test.each([
    ['^a+$', 'aa\n', true],
    ['^a+$', 'aa\n\n', false],
    ['^.$', '\u2028', true],
    ['^.$', '🗾', true],
    ['^.$', '\n', false],
    ['^\\d$', '٤', true],
    ['^\\s$', '\u001c', true],
    ['^\\s$', '\ufeff', false],
    ['^[.$(]+$', '.$(', true],
    ['^\\.\\$$', '.$', true],
    ['^(?:a)(b)$', 'ab', true],
  ])('%s means the same of %j', (source, text, matches) => {
    expect(compilePattern(source).test(text)).toBe(matches);
  });
});

test.each<[unknown, string]>([
  ['x'.repeat(1000), `text "${'x'.repeat(80)}"`],
  [null, 'null'],
  [undefined, 'undefined'],
  [12, '12'],
  [[1], 'an array'],
  [{ a: 1 }, 'an object'],
])('a value in a message is short: %#', (value, expected) => {
  expect(shown(value)).toBe(expected);
});
