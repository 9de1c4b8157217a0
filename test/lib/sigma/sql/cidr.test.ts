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

/** Blocks of which no bound group can be zero, and spellings of addresses in and about them. */
const aroundV6 = fc
  .tuple(
    fc.array(fc.constantFrom(0x2001, 0xdb8, 0xfe80, 0xfc00, 0xff, 0x8000, 1), { minLength: 8, maxLength: 8 }),
    fc.integer({ min: 1, max: 96 }),
  )
  .chain(([groups, bits]) =>
    fc.tuple(
      fc.constant(`${groups.map((group) => group.toString(16)).join(':')}/${bits}`),
      fc.array(spellingV6(groups), { minLength: 20, maxLength: 30 }),
    ),
  );

function spellingV6(groups: readonly number[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(fc.tuple(fc.nat(7), fc.constantFrom(1, 2, 0x40, 0x8000, 0xffff)), { maxLength: 2 }),
      fc.nat(8),
      fc.nat(8),
      fc.constantFrom(1, 4),
      fc.nat(5),
    )
    .map(([changes, from, length, width, form]) => {
      const changed = groups.map((group, i) =>
        changes.reduce((now, [at, by]) => (at === i ? now ^ by : now), group),
      );
      const texts = changed.map((group) => hex(group, width));
      const last = (((changed[6] ?? 0) << 16) | (changed[7] ?? 0)) >>> 0;
      const tail = form === 0 ? [...texts.slice(0, 6), dotted(last)] : texts;
      const short = [...tail.slice(0, from), '', ...tail.slice(from + length)].join(':');
      const text =
        form < 3
          ? tail.join(':')
          : from === 0
            ? `:${short}`
            : from + length >= tail.length
              ? `${short}:`
              : short;
      return form === 4 ? text.toUpperCase() : form === 5 ? `${text} ` : text;
    });
}

it('finds exactly the addresses in an IPv6 block without zeros in its prefix', () => {
  let [inside, outside] = [0, 0];

  fc.assert(
    fc.property(aroundV6, ([block, texts]) => {
      const written = pattern(block);
      const expression = new RegExp(written ?? 'none');
      for (const text of written === undefined ? [] : texts) {
        const address = parseAddress(text);
        const expected = address !== undefined && inBlock(address, blockOf(block));
        inside += expected ? 1 : 0;
        outside += address !== undefined && !expected ? 1 : 0;
        expect([block, text, expression.test(text)]).toEqual([block, text, expected]);
      }
    }),
    { numRuns: 400 },
  );

  expect(inside).toBeGreaterThan(1000);
  expect(outside).toBeGreaterThan(1000);
});

it('has no pattern for IPv6 blocks whose prefix may be hidden in "::", or be IPv4', () => {
  const blocks = [
    '::/0',
    '::1',
    '::fffe:0:0/96',
    '2001::/32',
    '2001:db8::/36',
    '2001:db8:1:1:1:1:1:1',
    '0:1::/32',
  ];

  expect(blocks.map(pattern)).toEqual(blocks.map(() => undefined));
});
