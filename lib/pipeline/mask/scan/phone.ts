import { isAlnum } from './chars';
import { follows, PHONE_WORDS } from './context';
import { digitsOf, type Edge, type Group, isAfterPlus, joinedBy, shapeOf } from './groups';
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
  const part = groups.slice(0, lead);
  const last = part[part.length - 1];
  if (part.length < lead || !last || isAlnum(scan.text, last.end)) {
    return 0;
  }
  const digits = digitsOf(scan.text, part);
  return isGrouped(part, digits, edge) ||
    (follows(scan, part[0]?.start ?? 0, PHONE_WORDS) && isSpoken(part, digits))
    ? last.end
    : 0;
}

function isGrouped(part: readonly Group[], digits: string, edge: Edge): boolean {
  const shape = shapeOf(part);
  if (shape === '3-4-4' && joinedBy(part, '-')) {
    return true;
  }
  if (edge === 'joined') {
    return false;
  }
  if (shape === '2-2-4-4' || shape === '1-3-3-4') {
    const isJapan = digits.startsWith('81') && joinedBy(part, '-');
    return (
      isJapan || (digits.startsWith('1') && NORTH_AMERICAN.test(digits.slice(1)) && !joinedBy(part, ' '))
    );
  }
  return (
    isJapanese(shape, digits) || (shape === '3-3-4' && NORTH_AMERICAN.test(digits) && !joinedBy(part, ' '))
  );
}

/** Area codes of two to five digits, free calls (0120, 0570, 0800): ten digits in all, eleven for 0800 and mobiles. */
function isJapanese(shape: string, digits: string): boolean {
  if (digits.charCodeAt(0) !== 48 || digits.charCodeAt(1) === 48) {
    return false;
  }
  return digits.length === 10
    ? /^(2-4-4|3-3-4|4-2-4|4-3-3|5-1-4)$/.test(shape)
    : digits.length === 11 && /^(3-4-4|4-3-4)$/.test(shape);
}

function isSpoken(part: readonly Group[], digits: string): boolean {
  return part.length === 3 && digits.length >= 9 && digits.length <= 11;
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
