import { DOMAIN, is, LETTER, LOCAL, skip, skipBack } from './chars';
import { found, type Scan } from './state';

/**
 * The e-mail address around the `@` at `at`: what the seed's pattern finds, and Latin letters with accents before the
 * `@`. Looks each character over twice at most, since neither side can hold an `@`. Returns where to go on.
 */
export function emailAt(scan: Scan, at: number): number {
  const { text } = scan;
  const end = domainEnd(text, at + 1);
  if (end === 0) {
    return at + 1;
  }
  const last = scan.hits[scan.hits.length - 1];
  const start = localStart(text, at, last?.kind === 'secret' ? last.end : 0);
  return start === at ? at + 1 : found(scan, 'email', start, end);
}

function localStart(text: string, at: number, floor: number): number {
  let start = skipBack(text, at, LOCAL, floor);
  while (start > floor && isAccented(text.charCodeAt(start - 1))) {
    start = skipBack(text, start - 1, LOCAL, floor);
  }
  return start;
}

/** Latin letters beyond ASCII; other scripts run on without a space before an address. */
function isAccented(code: number): boolean {
  return code >= 0xc0 && code <= 0x24f;
}

/** End of the longest `name.tld` from `from`, its last label taken whole; 0 when there is none. */
function domainEnd(text: string, from: number): number {
  const end = skip(text, from, DOMAIN);
  let at = end;
  let letters = 0;
  while (at > from) {
    at -= 1;
    if (text.charCodeAt(at) === 46) {
      if (letters >= 2 && at > from) {
        return skip(text, at + 1, DOMAIN, nextDot(text, at + 1, end));
      }
      letters = 0;
    } else {
      letters = is(text, at, LETTER) ? letters + 1 : 0;
    }
  }
  return 0;
}

function nextDot(text: string, from: number, end: number): number {
  const dot = text.indexOf('.', from);
  return dot < 0 || dot > end ? end : dot;
}
