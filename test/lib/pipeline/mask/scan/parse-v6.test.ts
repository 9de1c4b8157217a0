import fc from 'fast-check';
import { parseIp } from '../../../../../lib/ip';
import { isPersonal, kindOf } from '../../../../../lib/ip-kind';
import { emptyCodes, load, PAD } from '../../../../../lib/pipeline/mask/scan/codes';
import { parseV6 } from '../../../../../lib/pipeline/mask/scan/parse-v6';

const parsed = (text: string) => {
  const codes = emptyCodes();
  load(codes, text);
  const address = parseV6(codes.units, PAD, PAD + text.length);
  return address && isPersonal(kindOf(address)) ? [...address.groups] : undefined;
};

const expected = (text: string) => {
  const address = parseIp(text);
  return address && isPersonal(kindOf(address)) ? [...address.groups] : undefined;
};

const group = fc.constantFrom('0', '1', 'ffff', '2001', '3fff', 'db8', '64', 'ff9b', 'FE80', '12345', '');
const tail = fc.constantFrom('', ':8.8.8.8', ':10.0.0.1', ':256.1.1.1', ':1.2.3', '::', ':1.2.3.4.5', '.');

describe('IPv6 addresses in codes', () => {
  test.each(['2001:db8::1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '2001:db8:1:2:3:4:5:6', '2001:db8::'])(
    '%s is read as in a text',
    (text) => {
      expect(parsed(text)).toBeDefined();
      expect(parsed(text)).toEqual(expected(text));
    },
  );

  test('any other is the address that the parser of texts reads, or none', () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 9 }), tail, (groups, end) => {
        const text = groups.join(':') + end;
        fc.pre(text.length > 1 && (!text.startsWith(':') || text.startsWith('::')));
        expect(parsed(text)).toEqual(expected(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('what stands behind the address does not matter', () => {
    const codes = emptyCodes();
    load(codes, '64:ff9b::5018.7');

    expect(parseV6(codes.units, PAD, PAD + '64:ff9b::5018'.length)?.groups).toEqual([
      0x64, 0xff9b, 0, 0, 0, 0, 0, 0x5018,
    ]);
  });
});
