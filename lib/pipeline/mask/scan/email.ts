import { DOMAIN, is, LETTER, LOCAL, skip, skipBack } from './chars';
import { PAD } from './codes';
import { found, type Scan } from './state';

/**
 * The e-mail address around the `@` at `at`: what the seed's pattern finds, and Latin letters with accents before the
 * `@`. Looks each character over twice at most, since neither side can hold an `@`. Returns where to go on.
 */
export function emailAt(scan: Scan, at: number): number {
  const { units } = scan.codes;
  const end = domainEnd(units, at + 1);
  if (end === 0) {
    return at + 1;
  }
  const last = scan.hits[scan.hits.length - 1];
  const start = localStart(units, at, PAD + (last?.kind === 'secret' ? last.end : 0));
  return start === at ? at + 1 : found(scan, 'email', start, end);
}

function localStart(units: Uint16Array, at: number, floor: number): number {
  let start = skipBack(units, at, LOCAL, floor);
  while (start > floor && isAccented(units[start - 1])) {
    start = skipBack(units, start - 1, LOCAL, floor);
  }
  return start;
}

/** Latin letters beyond ASCII; other scripts run on without a space before an address. */
function isAccented(code = 0): boolean {
  return code >= 0xc0 && code <= 0x24f;
}

/** End of the longest `name.tld` from `from`, its last label taken whole; 0 when there is none. */
function domainEnd(units: Uint16Array, from: number): number {
  const end = skip(units, from, DOMAIN);
  let at = end;
  let letters = 0;
  let dot = end;
  while (at > from) {
    at -= 1;
    if (units[at] === 46) {
      if (letters >= 2 && at > from) {
        return dot;
      }
      letters = 0;
      dot = at;
    } else {
      letters = is(units, at, LETTER) ? letters + 1 : 0;
    }
  }
  return 0;
}
