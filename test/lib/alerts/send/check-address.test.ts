import fc from 'fast-check';
import { isAllowedAddress } from '../../../../lib/alerts/send/check-address';

describe('an address that a name resolved to', () => {
  it.each(['52.94.236.248', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    'may be %s',
    (address) => {
      expect(isAllowedAddress(address)).toBe(true);
    },
  );

  it.each([
    ['private', '10.0.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['private', 'fd12:3456::1'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.9.9.9'],
    ['loopback', '::1'],
    ['link-local', '169.254.1.1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['AWS, Azure and Google metadata', '169.254.169.254'],
    ['AWS metadata', 'fd00:ec2::254'],
    ['ECS credentials', '169.254.170.2'],
    ['Azure wire server', '168.63.129.16'],
    ['Oracle metadata', '192.0.0.192'],
    ['Alibaba metadata', '100.100.100.200'],
    ['carrier', '100.64.0.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '0.0.0.0'],
    ['unspecified', '::'],
    ['this network', '0.1.2.3'],
    ['benchmark', '198.18.0.1'],
    ['documentation', '203.0.113.7'],
    ['site-local', 'fec0::1'],
    ['mapped', '::ffff:127.0.0.1'],
    ['mapped', '::ffff:a9fe:a9fe'],
    ['compatible', '::127.0.0.1'],
    ['translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::a9fe:a9fe'],
    ['NAT64', '64:ff9b::10.0.0.1'],
    ['local NAT64', '64:ff9b:1::1'],
    ['6to4', '2002:7f00:1::'],
    ['6to4', '2002:808:808::1'],
    ['6to4 relay', '192.88.99.1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['ORCHID', '2001:20::1'],
    ['ISATAP', '2606:4700::5efe:10.0.0.1'],
    ['ISATAP', '2606:4700::200:5efe:8.8.8.8'],
    ['no address', 'localhost'],
    ['no address', ''],
    ['an octal spelling', '0177.0.0.1'],
  ])('may not be %s: %s', (_kind, address) => {
    expect(isAllowedAddress(address)).toBe(false);
  });

  it('is judged the same in whatever form a private IPv4 address is embedded', () => {
    const forms = (high: string, low: string) => [
      `::ffff:${high}:${low}`,
      `64:ff9b::${high}:${low}`,
      `2002:${high}:${low}::1`,
    ];

    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (low) => {
        const hex = low.toString(16);

        expect(
          [...forms('a9fe', hex), ...forms('c0a8', hex), ...forms('7f00', hex)].some((one) =>
            isAllowedAddress(one),
          ),
        ).toBe(false);
      }),
    );
  });

  it('may be loopback for tests, and still nothing else', () => {
    const policy = { allowLoopback: true };

    expect(isAllowedAddress('127.0.0.1', policy)).toBe(true);
    expect(isAllowedAddress('169.254.169.254', policy)).toBe(false);
    expect(isAllowedAddress('10.0.0.1', policy)).toBe(false);
  });
});
