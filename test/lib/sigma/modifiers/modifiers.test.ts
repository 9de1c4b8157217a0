import { matches, one } from '../both';
import { problemsOf } from '../support';

/** Detection line, what it matches, what it does not. */
test.each([
  ['name: Bob', { name: 'bob' }, { name: 'bobby' }],
  ['name: b*y', { name: 'Bobby' }, { name: 'bob' }],
  ['name: b?b', { name: 'bob' }, { name: 'boob' }],
  ["name: 'b\\*b'", { name: 'b*b' }, { name: 'bob' }],
  ["name: 'C:\\Temp\\*'", { name: 'c:\\temp*' }, { name: 'c:\\temp\\x' }],
  ["name: 'C:\\Temp\\\\*'", { name: 'c:\\temp\\x' }, { name: 'c:\\temp' }],
  ["name: ''", { name: '' }, { name: 'x' }],
  ['name: [ann, bob]', { name: 'bob' }, { name: 'cy' }],
  ['name: null', { other: 1 }, { name: '' }],
  ['name: null', { name: null }, { name: 0 }],
  ['count: 5', { count: 5 }, { count: 50 }],
  ['count: 5', { count: '5' }, { count: 'five' }],
  ["count: '5'", { count: 5 }, { count: 6 }],
  ['count: 012345678901', { count: '012345678901' }, { count: '2345678901' }],
  ['flag: true', { flag: true }, { flag: false }],
  ['flag: false', { flag: 'False' }, { other: 1 }],
  ['name|contains: OB', { name: 'bobby' }, { name: 'b' }],
  ['name|contains: 46', { name: 146_000 }, { name: 64 }],
  ['name|contains: [x, ob]', { name: 'bobby' }, { name: 'ann' }],
  ['name|contains|all: [x, ob]', { name: 'xbob' }, { name: 'bob' }],
  ['name|startswith: bo', { name: 'Bob' }, { name: 'abo' }],
  ['name|endswith: ob', { name: 'Bob' }, { name: 'bobo' }],
  ["name|endswith: 'o?'", { name: 'Bob' }, { name: 'o' }],
  ['name|cased: Bob', { name: 'Bob' }, { name: 'bob' }],
  ['name|contains|cased: OB', { name: 'bOBby' }, { name: 'bobby' }],
  ['name|neq: bob', { name: 'ann' }, { name: 'BOB' }],
  ['name|neq: bob', { name: 0 }, { other: 'x' }],
  ['name|neq: [ann, bob]', { name: 'cy' }, { name: 'ann' }],
  ['name|contains|neq: ob', { name: 'ann' }, { name: 'bob' }],
  ['name|exists: true', { name: null }, { other: 1 }],
  ['name|exists: true', { name: [] }, { name: undefined }],
  ['name|exists: false', { other: 1 }, { name: '' }],
  ['count|lt: 5', { count: 4 }, { count: 5 }],
  ['count|lte: 5', { count: '5' }, { count: 5.1 }],
  ['count|gt: 5', { count: 6 }, { count: 5 }],
  ['count|gte: 5', { count: 5 }, { count: 'many' }],
  ['count|gte: -1.5', { count: 0 }, { count: -2 }],
  ['name|re: ^b.b', { name: 'bobby' }, { name: 'abob' }],
  ['name|re: bob', { name: 'a bob!' }, { name: 'BOB' }],
  ['name|re|i: bob', { name: 'a BOB!' }, { name: 'bb' }],
  ['name|re: (?i)bob$', { name: 'a BOB' }, { name: 'bob!' }],
  ['name|re|m: ^b$', { name: 'a\nb\nc' }, { name: 'ab' }],
  ['name|re|s: a.b', { name: 'a\nb' }, { name: 'ab' }],
  ['name|re: a.b', { name: 'axb' }, { name: 'a\nb' }],
  ['ip|cidr: 10.0.0.0/8', { ip: '10.255.0.1' }, { ip: '11.0.0.1' }],
  ['ip|cidr: [192.168.0.0/16, 2001:db8::/32]', { ip: '2001:DB8:1::1' }, { ip: '2001:db9::1' }],
  ['ip|cidr: 192.0.2.0/24', { ip: '::ffff:192.0.2.9' }, { ip: '192.0.2' }],
  ['name|fieldref: other', { name: 'Bob', other: 'bob' }, { name: 'bob', other: 'ann' }],
  ['name|fieldref: other', { name: 1, other: '1' }, { name: 'bob' }],
  ['name|fieldref|endswith: other', { name: 'user/bob', other: 'bob' }, { name: 'bob/user', other: 'bob' }],
  ['name|fieldref|cased: other', { name: 'bob', other: 'bob' }, { name: 'Bob', other: 'bob' }],
  ['name|fieldref|neq: other', { name: 'ann', other: 'bob' }, { name: 'bob', other: 'bob' }],
  ["name|windash|contains: ' -enc'", { name: 'x /enc' }, { name: 'x enc' }],
  ["name|windash|contains: ' -enc'", { name: 'x \u2013enc' }, { name: 'x-enc' }],
  ['name|base64: foobar', { name: 'Zm9vYmFy' }, { name: 'foobar' }],
  ['name|base64offset|contains: bar', { name: Buffer.from('foobar!').toString('base64') }, { name: 'bar' }],
  ['name|base64offset|contains: bar', { name: Buffer.from('fobar').toString('base64') }, { name: 'Zm9v' }],
  ['name|base64offset|contains: bar', { name: Buffer.from('fbar').toString('base64') }, { name: 'Zm9v' }],
  ['name|wide|base64: foo', { name: 'ZgBvAG8A' }, { name: 'Zm9v' }],
  ['name|utf16le|base64: é', { name: '6QA=' }, { name: 'w6k=' }],
  ['name|utf16be|base64: foo', { name: 'AGYAbwBv' }, { name: 'ZgBvAG8A' }],
  ['name|utf16|base64: foo', { name: '//5mAG8AbwA=' }, { name: 'ZgBvAG8A' }],
])('%s', (line, met, missed) => {
  expect(matches(one(line), met)).toBe(true);
  expect(matches(one(line), missed)).toBe(false);
});

describe('expand', () => {
  const placeholders = { admins: ['root', 'adm*'], none: [] };

  test.each([
    ["name|expand: '%admins%'", { name: 'admin-2' }, { name: '%admins%' }],
    ["name|expand: 'x-%admins%-y'", { name: 'x-root-y' }, { name: 'x-bob-y' }],
    ["name|contains|expand: '%admins%'", { name: 'the root user' }, { name: 'bob' }],
    ["name|expand: '\\%plain%admins%'", { name: '%plainroot' }, { name: 'root' }],
    ["name: '%admins%'", { name: '%admins%' }, { name: 'root' }],
  ])('%s', (line, met, missed) => {
    expect(matches(one(line), met, placeholders)).toBe(true);
    expect(matches(one(line), missed, placeholders)).toBe(false);
  });

  test('a placeholder without values keeps the rule from loading', () => {
    expect(problemsOf(one("name|expand: '%admins%'"))).toEqual([
      expect.stringContaining(
        'example.yml:7: name|expand: modifier expand placeholder %admins% has no values',
      ),
    ]);
  });

  test('a name that every object inherits is no placeholder', () => {
    expect(problemsOf(one("name|expand: '%constructor%'"))).toHaveLength(1);
  });
});

test.each([
  ['name|contain: x', 'unknown modifier "contain"'],
  ['count|lt: many', 'modifier lt needs a number without quotes, got "many"'],
  ['name|exists: 1', 'modifier exists needs true or false, got 1'],
  ['ip|cidr: 10.0.0.0/33', 'modifier cidr needs a block such as 10.0.0.0/8'],
  ['name|re: (', 're "(" without ")" (column 1 of the pattern)'],
  ["name|re: '(a)\\1'", 're backreferences are not supported'],
  ["name|re: 'a(?=b)'", 're look-around and atomic groups are not supported'],
  ['name|re: (a{1000}){1000}', 're the pattern is too large'],
  ['name|contains|re: a', 're must be the first modifier, got contains before it'],
  ['name|i: a', 'modifier i only follows re, got "a"'],
  ["name|base64: 'a*'", 'base64 cannot encode wildcards'],
  ['name|contains: true', 'contains needs text, got true'],
  ['name|exists|neq: true', 'neq cannot negate exists'],
  ['name: {a: 1}', 'name: a value must be text, a number, true, false or null, got a map'],
  ['name: []', 'name: the list of values is empty'],
])('%s is refused', (line, problem) => {
  expect(problemsOf(one(line))).toEqual([expect.stringMatching(/^example\.yml:7: /)]);
  expect(problemsOf(one(line))[0]).toContain(problem);
});

test('all on a single value is only remarked upon', () => {
  expect(problemsOf(one('name|contains|all: x'))).toEqual([
    'example.yml:7: warning: name|contains|all: all has no effect on a single value',
  ]);
});
