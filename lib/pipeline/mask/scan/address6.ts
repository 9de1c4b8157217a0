import { isPersonal, kindOf } from '../../../ip-kind';
import { HEX, is, isAfterWord, isAlnum, isEscapeLetter, skipBack } from './chars';
import { parseV6 } from './parse-v6';
import { found, type Scan } from './state';

const LONGEST_V6 = 48;
/** `2001::` and the like: all that a person can be behind begins with 2, 3, 64: or zeros. */
const SHORTEST_V6 = 6;

/**
 * IPv6 addresses around the `:` at `at`. A run of hexadecimal digits, colons and points is looked at once: it holds
 * an address only when it has `::` or seven colons, so that clock times and MAC addresses cost nothing.
 */
export function ipv6At(scan: Scan, at: number): number {
  if (at < scan.run.colonTo) {
    return at + 1;
  }
  const { units } = scan.codes;
  const end = runEnd(scan, at);
  if (end === 0) {
    return lastColon(scan, at);
  }
  const run = skipBack(units, at, HEX, at - 5);
  const left = isEscapeLetter(units, run) && run < at ? run + 1 : Math.max(run, at - 4);
  const isLabel = isAfterWord(units, left) || units[left - 1] === 46;
  const first = isLabel ? at + 1 : left;
  const stop = addressEnd(units, first, end);
  if (stop > 0) {
    return found(scan, 'ip', first, stop);
  }
  const next = first === at + 1 ? 0 : addressEnd(units, at + 1, end);
  return next > 0 ? found(scan, 'ip', at + 1, next) : lastColon(scan, at);
}

/** Where to go on when the run holds no address: between its colons nothing else can begin. */
function lastColon({ run }: Scan, at: number): number {
  return Math.max(at + 1, run.lastColon);
}

/** End of the run from the colon at `at`, or 0 when no address can begin in it; remembered either way. */
function runEnd(scan: Scan, at: number): number {
  const { units } = scan.codes;
  let end = at;
  let colons = 0;
  let group = 0;
  let canBe = false;
  let hasPoint = false;
  let last = at;
  for (let code = 58; ; code = units[end] ?? 0) {
    if (code === 58) {
      colons += 1;
      group = 0;
      last = end;
      canBe ||= units[end + 1] === 58 || colons === 7;
    } else if (code === 46) {
      group = 0;
      hasPoint = true;
    } else if (is(units, end, HEX)) {
      group += 1;
    } else {
      break;
    }
    end += 1;
    if (group > 4) {
      canBe = false;
      break;
    }
  }
  scan.run.colonTo = end;
  scan.run.lastColon = hasPoint ? 0 : last;
  return canBe && end - at <= LONGEST_V6 ? end : 0;
}

/** End of the address from `start` that a person can be behind, without the point or colon that ends a sentence; or 0. */
function addressEnd(units: Uint16Array, start: number, runEnd: number): number {
  if (!canLead(units[start]) || (units[start] === 58 && units[start + 1] !== 58)) {
    return 0;
  }
  let end = runEnd;
  while (end > start && (units[end - 1] === 46 || (units[end - 1] === 58 && units[end - 2] !== 58))) {
    end -= 1;
  }
  if (end - start < SHORTEST_V6 || isAlnum(units, end)) {
    return 0;
  }
  const address = parseV6(units, start, end);
  return address && isPersonal(kindOf(address)) ? end : 0;
}

/** 0, 2, 3, 6 or a colon. */
function canLead(code: number | undefined): boolean {
  return code === 58 || code === 48 || code === 50 || code === 51 || code === 54;
}
