import { isAlnum } from './chars';
import { follows, PHONE_WORDS } from './context';
import { digitsOf, type Edge, type Group, isAfterPlus, joinedBy, shape, shapeOf } from './groups';
import type { Scan } from './state';

/** End of the telephone number that the groups begin with, or 0. */
export function phoneEnd(scan: Scan, groups: readonly Group[], edge: Edge): number {
  const [first] = groups;
  if (!first || edge === 'inside') {
    return 0;
  }
  const international = isAfterPlus(scan.text, first.start) ? internationalEnd(scan.text, groups) : 0;
  if (international > 0) {
    return international;
  }
  return first.length >= 9 ? plainEnd(scan, first, edge) : groupedEnd(scan, groups, edge);
}

/** Japanese mobile and IP phones, 11 digits: 020, 050, 060, 070, 080, 090. */
const MOBILE = /^0[25-9]0\d{8}$/;
/** Tokyo and Osaka, the fixed lines that need no word before them. */
const CITY = /^0[36][1-9]\d{7}$/;

/** `09012345678`; any other 10 or 11 digits only after a word such as `tel`. */
function plainEnd(scan: Scan, group: Group, edge: Edge): number {
  const digits = scan.text.slice(group.start, group.end);
  const isOne = group.length === 10 || group.length === 11;
  if (!isOne || edge === 'joined' || isAlnum(scan.text, group.end)) {
    return 0;
  }
  const isPlain = edge === 'free' && (MOBILE.test(digits) || CITY.test(digits));
  return isPlain || follows(scan, group.start, PHONE_WORDS) ? group.end : 0;
}

/** North American without a country: area and exchange begin with 2 to 9. */
const NORTH_AMERICAN = /^[2-9]\d{2}[2-9]\d{6}$/;

function groupedEnd(scan: Scan, groups: readonly Group[], edge: Edge): number {
  const lead = groups[0]?.length === 2 && groups[1]?.length === 2 ? 4 : groups[0]?.length === 1 ? 4 : 3;
  const last = groups[lead - 1];
  if (!last || isAlnum(scan.text, last.end)) {
    return 0;
  }
  return isGrouped(scan.text, groups, lead, edge) ||
    (isSpoken(groups, lead) && follows(scan, groups[0]?.start ?? 0, PHONE_WORDS))
    ? last.end
    : 0;
}

const MOBILE_SHAPE = shape('3-4-4');
const AMERICAN_SHAPE = shape('3-3-4');
const WITH_COUNTRY = shapes('2-2-4-4 1-3-3-4');
/** Area codes of two to five digits, free calls (0120, 0570, 0800): ten digits in all, eleven for 0800 and mobiles. */
const JAPANESE = shapes('2-4-4 3-3-4 4-2-4 4-3-3 5-1-4 3-4-4 4-3-4');

function shapes(all: string): ReadonlySet<number> {
  return new Set(all.split(' ').map(shape));
}

function isGrouped(text: string, groups: readonly Group[], lead: number, edge: Edge): boolean {
  const key = shapeOf(groups, lead);
  if (key === MOBILE_SHAPE && joinedBy(groups, '-', lead)) {
    return true;
  }
  if (edge === 'joined') {
    return false;
  }
  if (WITH_COUNTRY.has(key)) {
    const digits = digitsOf(text, groups, lead);
    const isJapan = digits.startsWith('81') && joinedBy(groups, '-', lead);
    return (
      isJapan ||
      (digits.startsWith('1') && NORTH_AMERICAN.test(digits.slice(1)) && !joinedBy(groups, ' ', lead))
    );
  }
  const start = groups[0]?.start ?? 0;
  const isJapanese = text.charCodeAt(start) === 48 && JAPANESE.has(key);
  if (isJapanese && digitsOf(text, groups, lead).charCodeAt(1) !== 48) {
    return true;
  }
  const isAmerican = key === AMERICAN_SHAPE && NORTH_AMERICAN.test(digitsOf(text, groups, lead));
  return isAmerican && !joinedBy(groups, ' ', lead);
}

function isSpoken(groups: readonly Group[], lead: number): boolean {
  const digits = groups.slice(0, lead).reduce((sum, { length }) => sum + length, 0);
  return lead === 3 && digits >= 9 && digits <= 11;
}

/** `+81 90-1234-5678`, `+1 (415) 555-0132`, `+442079460958`: as many groups as the country's numbers have. */
function internationalEnd(text: string, groups: readonly Group[]): number {
  if (text.charAt(groups[0]?.start ?? 0) === '0') {
    return 0;
  }
  let digits = '';
  let best = 0;
  for (const group of groups) {
    if (group.separator === ' ' && digits.length >= 10) {
      break;
    }
    digits += text.slice(group.start, group.end);
    if (isWhole(digits) && !isAlnum(text, group.end)) {
      best = group.end;
    }
  }
  return best;
}

/** E.164: at most 15 digits; North America has 11, Japan 11 or 12 (13 with the `(0)`). */
function isWhole(digits: string): boolean {
  if (digits.startsWith('1')) {
    return digits.length === 11;
  }
  if (digits.startsWith('81')) {
    const national = digits.charAt(2) === '0' ? digits.slice(3) : digits.slice(2);
    return national.length === (/^[25-9]0/.test(national) ? 10 : 9);
  }
  return digits.length >= 8 && digits.length <= 15;
}
