import { inBlock, parseAddress, parseBlock } from '../../../lib/sigma/ip';

test.each([
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['10.1.2.3', '0.0.0.0/0', true],
  ['2001:db8::1', '0.0.0.0/0', false],
  ['192.0.2.1', '192.0.2.1', true],
  ['192.0.2.129', '192.0.2.128/25', true],
  ['192.0.2.127', '192.0.2.128/25', false],
  ['::1', '::/127', true],
  ['::2', '::/127', false],
  ['fe80::1', 'fe80::/10', true],
  ['2001:db8:0:1::', '2001:db8::/64', false],
  ['::ffff:10.0.0.1', '10.0.0.0/8', true],
  ['10.0.0.1', '::ffff:10.0.0.0/104', true],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', true],
])('%s in %s is %s', (address, block, expected) => {
  const [parsed, range] = [parseAddress(address), parseBlock(block)];

  expect(parsed && range && inBlock(parsed, range)).toBe(expected);
});

test.each([
  '',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
  '01.2.3.4',
  '1.2.3.4 ',
  ':',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  'g::',
  '12345::',
  '1:2:3:4:5:6:7:8::',
  'AWS Internal',
])('%j is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test.each(['10.0.0.0/33', '::/129', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/8/8', '10.0.0.0/08'])(
  '%j is no block',
  (text) => {
    expect(parseBlock(text)).toBeUndefined();
  },
);
