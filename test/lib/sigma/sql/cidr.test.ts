import fc from 'fast-check';
import { type Block, inBlock, parseAddress, parseBlock } from '../../../../lib/sigma/ip';
import { blockPattern } from '../../../../lib/sigma/sql/cidr';

const blockOf = (text: string): Block => parseBlock(text) ?? { address: [0, 0, 0, 0], bits: 0 };
const pattern = (text: string) => blockPattern(blockOf(text))?.replace('\\A', '^').replace('\\z', '$');

const word = fc.oneof(
  fc.constantFrom(0, 0xffffffff, 0x0a000001, 0x0a010203, 0x00000102, 0x01020000),
  fc.nat(0xffffffff),
);
const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
const hex = (value: number, width: number) => value.toString(16).padStart(width, '0');

/** The many ways to write an address, some of them wrong. */
const spelling = fc
  .tuple(word, fc.constantFrom(1, 2, 4), fc.constantFrom(0, 1, 2, 3, 4, 5), fc.nat(5), fc.nat(6))
  .map(([value, width, before, after, form]) => {
    const zeros = (count: number) => '0:'.repeat(count);
    const pair = `${hex(value >>> 16, width)}:${hex(value & 0xffff, width)}`;
    const compressed = before === 0 ? '::' : `${zeros(before)}:`;
    return [
      dotted(value),
      `${zeros(5)}ffff:${pair}`,
      `${compressed}${zeros(after)}FFFF:${pair}`,
      `${compressed}${zeros(after)}fFff:${dotted(value)}`,
      `${zeros(5)}ffff:${hex(value >>> 16, width)}::`,
      `${zeros(5)}ffff::${hex(value & 0xffff, width)}`,
      `${zeros(before)}ffff::`,
    ][form] as string;
  });

/** Near to the block as often as not. */
const around = fc.tuple(word, fc.nat(32)).chain(([base, bits]) =>
  fc.tuple(
    fc.constant(`${dotted(base)}/${bits}`),
    fc.array(
      fc.oneof(
        spelling,
        fc.nat(0xffffffff).map((noise) => dotted((base ^ (bits === 32 ? 0 : noise >>> bits)) >>> 0)),
        fc
          .nat(0xffffffff)
          .map((noise) => (base ^ (bits === 32 ? 0 : noise >>> bits)) >>> 0)
          .map((value) => `::ffff:${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`),
      ),
      { minLength: 10, maxLength: 20 },
    ),
  ),
);

it('finds exactly the addresses in an IPv4 block, however they are written', () => {
  let inside = 0;

  fc.assert(
    fc.property(around, ([block, texts]) => {
      const expression = new RegExp(pattern(block) ?? 'none');
      for (const text of texts) {
        const address = parseAddress(text);
        const expected = address !== undefined && inBlock(address, blockOf(block));
        inside += expected ? 1 : 0;
        expect([block, text, expression.test(text)]).toEqual([block, text, expected]);
      }
    }),
    { numRuns: 400 },
  );

  expect(inside).toBeGreaterThan(1000);
});

it('has no pattern for blocks of IPv6', () => {
  expect(['2001:db8::/32', '::/0', '::1', '::fffe:0:0/96'].map(pattern)).toEqual(
    new Array(4).fill(undefined),
  );
});
