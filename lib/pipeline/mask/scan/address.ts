import { parseIp } from '../../../ip';
import { isPersonal, kindOf } from '../../../ip-kind';
import {
  DIGIT,
  HEX,
  IDENTIFIER,
  is,
  isAfterWord,
  isAlnum,
  isEscapeLetter,
  LETTER,
  skip,
  skipBack,
} from './chars';
import { found, type Scan } from './state';

/**
 * The dotted quad at `start` (a digit after no letter or digit). Masked when it is an address that can point to a
 * person and no version. Returns where to go on: behind the quad, or 0 when there is none.
 */
export function ipv4At(scan: Scan, start: number): number {
  const { text } = scan;
  const end = quadEnd(text, start);
  if (end === 0 || (text.charAt(start - 1) === '.' && is(text, start - 2, DIGIT))) {
    return 0;
  }
  const address = parseIp(text.slice(start, end));
  if (!address) {
    return 0;
  }
  return isPersonal(kindOf(address)) && !isVersion(scan, start) ? found(scan, 'ip', start, end) : end;
}

/** End of `d.d.d.d`, each of one to three digits and nothing of the kind after it; or 0. */
function quadEnd(text: string, start: number): number {
  let at = start;
  for (let octet = 0; octet < 4; octet += 1) {
    const end = skip(text, at, DIGIT, at + 4);
    if (end === at || end > at + 3 || (octet < 3 && text.charCodeAt(end) !== 46)) {
      return 0;
    }
    at = octet < 3 ? end + 1 : end;
  }
  const isLonger = isAlnum(text, at) || (text.charCodeAt(at) === 46 && is(text, at + 1, DIGIT));
  return isLonger ? 0 : at;
}

/**
 * Whether a dotted quad is a version: the key or the words before it say so, or it follows a product's name and a
 * slash or hyphen (`Chrome/120.0.0.0`, `Linux-5.10.102.1`). In free text a product is told from a path or an interface
 * (`outside/203.0.113.9`) by its capital letter, digit or hyphen.
 */
function isVersion(scan: Scan, start: number): boolean {
  const { text, hint } = scan;
  if (hint.isVersion || VERSION_WORD.test(text.slice(Math.max(0, start - 24), start))) {
    return true;
  }
  const joint = text.charCodeAt(start - 1);
  if (joint !== 47 && joint !== 45) {
    return false;
  }
  const name = skipBack(text, start - 1, PRODUCT, Math.max(0, start - 60));
  const isToken = name < start - 1 && (name === 0 || ' \t("\'[,;)'.includes(text.charAt(name - 1)));
  return (
    isToken &&
    (hint.isAgent === true ? /[A-Za-z]/ : /[A-Z].*[A-Za-z]|[A-Za-z].*[-\d]/).test(text.slice(name, start - 1))
  );
}

/** A word for a version, right before it. */
const VERSION_WORD =
  /(?:^|[^A-Za-z])(?:version|ver|release|build|rv|v)["']?[\s.:=]{0,3}["'(]?$|バージョン[\s:：]{0,2}$/i;
const PRODUCT = DIGIT | LETTER | IDENTIFIER;
const LONGEST_V6 = 48;
/** `2001::` and the like: all that a person can be behind begins with 2, 3, 64: or zeros. */
const SHORTEST_V6 = 6;

/**
 * IPv6 addresses around the `:` at `at`. A run of hexadecimal digits, colons and points is looked at once: it holds
 * an address only when it has `::` or seven colons, so that clock times and MAC addresses cost nothing.
 */
export function ipv6At(scan: Scan, at: number): number {
  if (at < scan.colonRun) {
    return at + 1;
  }
  const { text } = scan;
  const end = runEnd(scan, at);
  if (end === 0) {
    return at + 1;
  }
  const run = skipBack(text, at, HEX, Math.max(0, at - 5));
  const left = isEscapeLetter(text, run) && run < at ? run + 1 : Math.max(run, at - 4);
  const isLabel = isAfterWord(text, left) || text.charCodeAt(left - 1) === 46;
  const first = isLabel ? at + 1 : left;
  for (const start of first === at + 1 ? [first] : [first, at + 1]) {
    const stop = addressEnd(text, start, end);
    if (stop > 0) {
      return found(scan, 'ip', start, stop);
    }
  }
  return at + 1;
}

/** End of the run from the colon at `at`, or 0 when no address can begin in it; remembered either way. */
function runEnd(scan: Scan, at: number): number {
  const { text } = scan;
  let end = at;
  let colons = 0;
  let group = 0;
  let canBe = false;
  for (let code = 58; ; code = text.charCodeAt(end)) {
    if (code === 58) {
      colons += 1;
      group = 0;
      canBe ||= text.charCodeAt(end + 1) === 58 || colons === 7;
    } else if (code === 46) {
      group = 0;
    } else if (is(text, end, HEX)) {
      group += 1;
    } else {
      break;
    }
    end += 1;
    if (group > 4) {
      scan.colonRun = end;
      return 0;
    }
  }
  scan.colonRun = end;
  return canBe && end - at <= LONGEST_V6 ? end : 0;
}

/** End of the address from `start` that a person can be behind, without the point or colon that ends a sentence; or 0. */
function addressEnd(text: string, start: number, runEnd: number): number {
  let end = runEnd;
  while (
    end > start &&
    (text.charCodeAt(end - 1) === 46 || (text.charCodeAt(end - 1) === 58 && text.charCodeAt(end - 2) !== 58))
  ) {
    end -= 1;
  }
  if (end - start < SHORTEST_V6 || !'0236:'.includes(text.charAt(start)) || isAlnum(text, end)) {
    return 0;
  }
  const address = parseIp(text.slice(start, end));
  return address &&
    isPersonal(kindOf(address)) &&
    (text.charCodeAt(start) !== 58 || text.charCodeAt(start + 1) === 58)
    ? end
    : 0;
}
