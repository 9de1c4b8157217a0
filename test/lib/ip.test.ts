import fc from 'fast-check';
import { canonicalIp, formatIp, isInCidr, parseCidr, parseIp } from '../../lib/ip';

describe('parseIp and canonicalIp', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['075.050.255.067', '75.50.255.67'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8::0:1:0:0', '2001:db8::1:0:0'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::ffff:cb00:7109', '203.0.113.9'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ])('%s is written %s', (text, canonical) => {
    expect(canonicalIp(text)).toBe(canonical);
  });

  test.each([
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.0004',
    '1.2.3.',
    '.1.2.3',
    '1..2.3',
    'a.b.c.d',
    ':',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '12345::',
    'g::1',
    'fe80::1%',
    '::1.2.3',
    '1.2.3.4::',
    'AWS Internal',
    '10.0.0.0/8',
    `${'1:'.repeat(50_000)}`,
  ])('%j is no address', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  test('every address survives being written and read', () => {
    const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 65535 })), {
      minLength: 8,
      maxLength: 8,
    });

    fc.assert(
      fc.property(groups, (given) => {
        const long = given.map((group) => group.toString(16)).join(':');
        const address = parseIp(long);
        const short = address && formatIp(address);
        expect(parseIp(short ?? '')).toEqual(address);
        expect(canonicalIp(long.toUpperCase())).toBe(short);
      }),
    );
  });

  test('IPv4 agrees with octets', () => {
    fc.assert(fc.property(fc.ipV4(), (text) => canonicalIp(text) === text));
  });
});

describe('isInCidr', () => {
  test.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['172.31.255.255', '172.16.0.0/12', true],
    ['172.32.0.0', '172.16.0.0/12', false],
    ['1.2.3.4', '0.0.0.0/0', true],
    ['1.2.3.4', '1.2.3.4', true],
    ['1.2.3.5', '1.2.3.4', false],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['::ffff:10.9.9.9', '10.0.0.0/8', true],
    ['10.9.9.9', '::ffff:10.0.0.0/104', true],
    ['10.9.9.9', '::/0', false],
  ])('%s in %s: %s', (ip, cidr, expected) => {
    const address = parseIp(ip);
    const block = parseCidr(cidr);

    expect(address && block && isInCidr(address, block)).toBe(expected);
  });

  test.each([
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8.5',
    'x/8',
    '::/129',
    '::ffff:1.2.3.4/95',
  ])('%s is no block', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  test('an address is in a block exactly when its first bits are the block’s', () => {
    const value = fc.integer({ min: 0, max: 0xffffffff });
    const dotted = (n: number) => [24, 16, 8, 0].map((shift) => (n >>> shift) & 255).join('.');

    fc.assert(
      fc.property(value, value, fc.integer({ min: 0, max: 32 }), (ip, base, prefix) => {
        const address = parseIp(dotted(ip));
        const block = parseCidr(`${dotted(base)}/${prefix}`);
        const bits = (n: number) => n.toString(2).padStart(32, '0').slice(0, prefix);
        expect(address && block && isInCidr(address, block)).toBe(bits(ip) === bits(base));
      }),
    );
  });
});
