import { isPersonal, kindOf } from '../../../ip-kind';
import { DIGIT, is, isAlnum, isDigit } from './chars';
import { quad, readQuad } from './quad';
import { found, type Scan } from './state';
import { isVersion } from './version';

/**
 * The dotted quad at `start` (a digit after no letter or digit). Masked when it is an address that can point to a
 * person and no version. Returns where to go on: behind the quad, or 0 when there is none.
 */
export function ipv4At(scan: Scan, start: number): number {
  const { units } = scan.codes;
  if (units[start - 1] === 46 && is(units, start - 2, DIGIT)) {
    return 0;
  }
  const end = readQuad(units, start);
  if (end === 0 || isAlnum(units, end) || (units[end] === 46 && isDigit(units[end + 1]))) {
    return 0;
  }
  return isPersonal(kindOf(quad)) && !isVersion(scan, start) ? found(scan, 'ip', start, end) : end;
}
