import { isAddress } from '../../../../lib/sources/aws/address';

describe('isAddress', () => {
  it.each([
    '0.0.0.0',
    '10.0.1.100',
    '255.255.255.255',
    '::1',
    '2001:db8::12',
    'fe80::1%eth0',
    '::ffff:203.0.113.7',
  ])('takes %s', (value) => {
    expect(isAddress(value)).toBe(true);
  });

  it.each([
    '',
    '-',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.',
    '.1.2.3',
    '1..2.3',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    '1.2.3.4:443',
    '[::1]',
    ':',
    'AWS Internal',
    'ec2.amazonaws.com',
    '0000:0000:0000:0000:0000:ffff:255.255.255.255',
  ])('refuses %j', (value) => {
    expect(isAddress(value)).toBe(false);
  });
});
