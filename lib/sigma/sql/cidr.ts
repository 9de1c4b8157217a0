import type { Address, Block } from '../ip';

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const ZERO = '0{1,4}';
const HEX = '[0-9a-fA-F]';

/**
 * A pattern for the texts of addresses in a block, as the predicate reads them: IPv4 also in its IPv4-mapped IPv6
 * spellings. Undefined for an IPv6 block with zeros in its prefix: whether a text is in it takes arithmetic.
 */
export function blockPattern({ address, bits }: Block): string | undefined {
  const [a, b, mapped, word] = address;
  if (bits < 96 || a !== 0 || b !== 0 || mapped !== 0xffff) {
    return blockPatternV6(address, bits);
  }
  const length = bits - 96;
  const [high, low] = [word >>> 16, word & 0xffff];
  const [highHex, lowHex] = [hextet(high, Math.min(length, 16)), hextet(low, Math.max(length - 16, 0))];
  const dotted = octets(word, length);
  const start = `(?:(?:${ZERO}:){5}|${[0, 1, 2, 3, 4].map(compressed).join('|')})[fF]{4}:`;
  const full = `(?:${ZERO}:){5}[fF]{4}`;
  // A "::" may also stand for zero groups of the address itself.
  const [zeroHigh, zeroLow] = [
    admitsZero(high, Math.min(length, 16)),
    admitsZero(low, Math.max(length - 16, 0)),
  ];
  const ends = [
    ...(zeroHigh && zeroLow ? ['::'] : []),
    ...(zeroLow ? [`:${highHex}::`] : []),
    ...(zeroHigh ? [`::${lowHex}`] : []),
  ];
  const tail = ends.length > 0 ? `|${full}(?:${ends.join('|')})` : '';
  return `\\A(?:${dotted}|${start}(?:${dotted}|${highHex}:${lowHex})${tail})\\z`;
}

const ANY = `${HEX}{1,4}`;
const DOTTED = `${OCTET}(?:\\.${OCTET}){3}`;

/**
 * The groups that a prefix binds stand written out where none of them can be zero: no "::" stands for one. More than
 * 96 bits would also bind the groups that may be written as IPv4.
 */
function blockPatternV6(address: Address, bits: number): string | undefined {
  const bound = Math.ceil(bits / 16);
  const fixed = Array.from({ length: bound }, (_, index) => ({
    value: ((address[index >> 1] ?? 0) >>> (index % 2 === 0 ? 16 : 0)) & 0xffff,
    length: Math.min(16, bits - 16 * index),
  }));
  if (bound === 0 || bound > 6 || fixed.some(({ value, length }) => admitsZero(value, length))) {
    return undefined;
  }
  const head = fixed.map(({ value, length }) => hextet(value, length)).join(':');
  const more = (count: number) => (count === 0 ? '' : `(?::${ANY}){${count}}`);
  const forms = Array.from(
    { length: 8 - bound },
    (_, count) => `${more(count)}::${atMost(7 - bound - count)}`,
  );
  return `\\A${head}(?:${[more(8 - bound), `${more(6 - bound)}:${DOTTED}`, ...forms].join('|')})\\z`;
}

/** Up to so many groups, the last two perhaps as IPv4. */
function atMost(count: number): string {
  if (count === 0) {
    return '';
  }
  const groups = count === 1 ? ANY : `(?:${ANY}:){0,${count - 1}}${ANY}`;
  const dotted = count === 1 ? [] : [count === 2 ? DOTTED : `(?:${ANY}:){0,${count - 2}}${DOTTED}`];
  return `(?:${[groups, ...dotted].join('|')})?`;
}

/** `i` zero groups, then "::", then as many as leave at least one for it. */
function compressed(before: number): string {
  const head = before === 0 ? ':' : before === 1 ? `${ZERO}:` : `(?:${ZERO}:){${before}}`;
  return before === 4 ? `${head}:` : `${head}:(?:${ZERO}:){0,${4 - before}}`;
}

function octets(word: number, length: number): string {
  const whole = Math.ceil(length / 8);
  const fixed = [24, 16, 8, 0].slice(0, whole).map((shift, index) => {
    return octet((word >>> shift) & 0xff, Math.min(8, length - 8 * index));
  });
  if (whole === 0) {
    return `${OCTET}(?:\\.${OCTET}){3}`;
  }
  const free = whole === 4 ? '' : `(?:\\.${OCTET}){${4 - whole}}`;
  return fixed.join('\\.') + free;
}

function octet(value: number, fixed: number): string {
  const first = value & (0xff << (8 - fixed));
  const texts = Array.from({ length: 1 << (8 - fixed) }, (_, i) => String(first + i));
  return texts.length === 1 ? (texts[0] ?? '') : `(?:${texts.join('|')})`;
}

/** One to four hexadecimal digits of which the first bits are fixed. */
function hextet(value: number, fixed: number): string {
  if (fixed === 0) {
    return `${HEX}{1,4}`;
  }
  const bound = Math.ceil(fixed / 4);
  const digits = Array.from({ length: bound }, (_, index) => digit(value, fixed, index));
  const free = bound === 4 ? '' : `${HEX}{${4 - bound}}`;
  // Leading zeros may be left out: none, the first, the first two …
  const zeros = digits.findIndex((one) => !one.includes('0'));
  const forms = Array.from({ length: Math.min(zeros < 0 ? bound : zeros, 3) + 1 }, (_, skip) =>
    skip < bound ? digits.slice(skip).join('') + free : `${HEX}{1,${4 - bound}}`,
  );
  return forms.length === 1 ? (forms[0] ?? '') : `(?:${forms.join('|')})`;
}

/** One of the digits that a prefix binds, at least in part. */
function digit(value: number, fixed: number, index: number): string {
  const nibble = (value >>> (12 - 4 * index)) & 0xf;
  const free = Math.max(0, 4 * (index + 1) - fixed);
  const first = nibble & (0xf << free);
  const all = Array.from({ length: 1 << free }, (_, i) => (first + i).toString(16));
  const both = [...new Set(all.flatMap((char) => [char, char.toUpperCase()]))].join('');
  return both.length === 1 ? both : `[${both}]`;
}

function admitsZero(value: number, fixed: number): boolean {
  return fixed === 0 || value >>> (16 - fixed) === 0;
}
