import { isAlnum } from './chars';
import { BLANK, chain, digits, gather, lengthOf } from './groups';

/** End of `+81 90-1234-5678`, `+1 (415) 555-0132`, `+442079460958`: as many groups as the country's numbers have; or 0. */
export function internationalEnd(units: Uint16Array, first: number, count: number): number {
  if (units[chain.starts[first] ?? 0] === 48) {
    return 0;
  }
  gather(units, first, count);
  let length = 0;
  let best = 0;
  for (let index = first; index < first + count; index += 1) {
    if (index > first && chain.separators[index] === BLANK && length >= 10) {
      break;
    }
    length += lengthOf(index);
    if (isWhole(length) && !isAlnum(units, chain.ends[index] ?? 0)) {
      best = chain.ends[index] ?? 0;
    }
  }
  return best;
}

/** E.164: at most 15 digits; North America has 11, Japan 11 or 12 (13 with the `(0)`). */
function isWhole(length: number): boolean {
  if (digits[0] === 1) {
    return length === 11;
  }
  if (digits[0] === 8 && digits[1] === 1 && length >= 2) {
    const national = digits[2] === 0 ? 3 : 2;
    const isMobile = digits[national + 1] === 0 && isMobilePrefix(digits[national] ?? 0);
    return length - national === (isMobile ? 10 : 9);
  }
  return length >= 8 && length <= 15;
}

function isMobilePrefix(digit: number): boolean {
  return digit === 2 || digit >= 5;
}
