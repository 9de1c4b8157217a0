import { isAlnum } from './chars';
import { follows, PHONE } from './context';
import { type Edge, FREE, INSIDE, isAfterPlus, JOINED } from './edge';
import { areJoined, BLANK, chain, digits, gather, HYPHEN, lengthOf, shape, shapeOf, shapes } from './groups';
import { internationalEnd } from './phone-international';
import type { Scan } from './state';

/** End of the telephone number that the group begins, or 0. */
export function phoneEnd(scan: Scan, first: number, count: number, edge: Edge): number {
  if (edge === INSIDE) {
    return 0;
  }
  const { units } = scan.codes;
  const international = isAfterPlus(units, chain.starts[first] ?? 0)
    ? internationalEnd(units, first, count)
    : 0;
  if (international > 0) {
    return international;
  }
  return lengthOf(first) >= 9 ? plainEnd(scan, first, edge) : groupedEnd(scan, first, count, edge);
}

/** `09012345678`; any other 10 or 11 digits only after a word such as `tel`. */
function plainEnd(scan: Scan, first: number, edge: Edge): number {
  const { units } = scan.codes;
  const start = chain.starts[first] ?? 0;
  const end = chain.ends[first] ?? 0;
  const length = end - start;
  if ((length !== 10 && length !== 11) || edge === JOINED || isAlnum(units, end)) {
    return 0;
  }
  const isPlain =
    edge === FREE && units[start] === 48 && (length === 11 ? isMobile(units, start) : isCity(units, start));
  return isPlain || follows(scan, start, PHONE) ? end : 0;
}

/** Japanese mobile and IP phones, 11 digits: 020, 050, 060, 070, 080, 090. */
function isMobile(units: Uint16Array, start: number): boolean {
  const second = (units[start + 1] ?? 0) - 48;
  return (second === 2 || second >= 5) && units[start + 2] === 48;
}

/** Tokyo (03) and Osaka (06), the fixed lines that need no word before them. */
function isCity(units: Uint16Array, start: number): boolean {
  return (units[start + 1] === 51 || units[start + 1] === 54) && units[start + 2] !== 48;
}

function groupedEnd(scan: Scan, first: number, count: number, edge: Edge): number {
  const length = lengthOf(first);
  const lead = length === 1 || (length === 2 && count > 1 && lengthOf(first + 1) === 2) ? 4 : 3;
  const end = chain.ends[first + lead - 1] ?? 0;
  if (count < lead || isAlnum(scan.codes.units, end)) {
    return 0;
  }
  return isGrouped(scan.codes.units, first, lead, edge) ||
    (lead === 3 && isSpoken(first) && follows(scan, chain.starts[first] ?? 0, PHONE))
    ? end
    : 0;
}

const MOBILE_SHAPE = shape('3-4-4');
const AMERICAN_SHAPE = shape('3-3-4');
const WITH_COUNTRY = shapes('2-2-4-4 1-3-3-4');
/** Area codes of two to five digits, free calls (0120, 0570, 0800): ten digits in all, eleven for 0800 and mobiles. */
const JAPANESE = shapes('2-4-4 3-3-4 4-2-4 4-3-3 5-1-4 3-4-4 4-3-4');

function isGrouped(units: Uint16Array, first: number, lead: number, edge: Edge): boolean {
  const key = shapeOf(first, lead);
  if (key === MOBILE_SHAPE && areJoined(first, lead, HYPHEN)) {
    return true;
  }
  if (edge === JOINED) {
    return false;
  }
  const start = chain.starts[first] ?? 0;
  if (units[start] === 48) {
    return lead === 3 && JAPANESE.has(key) && secondDigit(units, first) !== 48;
  }
  if (lead === 4) {
    return WITH_COUNTRY.has(key) && hasCountry(units, first);
  }
  return key === AMERICAN_SHAPE && !areJoined(first, 3, BLANK) && isNorthAmerican(units, first, 0, 3);
}

function secondDigit(units: Uint16Array, first: number): number {
  return lengthOf(first) > 1
    ? (units[(chain.starts[first] ?? 0) + 1] ?? 0)
    : (units[chain.starts[first + 1] ?? 0] ?? 0);
}

/** `81-90-1234-5678`, `1-800-555-0132`. */
function hasCountry(units: Uint16Array, first: number): boolean {
  const start = chain.starts[first] ?? 0;
  if (units[start] === 56) {
    return secondDigit(units, first) === 49 && areJoined(first, 4, HYPHEN);
  }
  return units[start] === 49 && !areJoined(first, 4, BLANK) && isNorthAmerican(units, first, 1, 4);
}

/** North American without a country: ten digits behind the first `from`; area and exchange begin with 2 to 9. */
function isNorthAmerican(units: Uint16Array, first: number, from: number, groups: number): boolean {
  return (
    gather(units, first, groups) === from + 10 && (digits[from] ?? 0) >= 2 && (digits[from + 3] ?? 0) >= 2
  );
}

function isSpoken(first: number): boolean {
  const sum = lengthOf(first) + lengthOf(first + 1) + lengthOf(first + 2);
  return sum >= 9 && sum <= 11;
}
