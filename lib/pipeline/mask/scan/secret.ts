import { DIGIT, IDENTIFIER, isAfterWord, LETTER, SPACE, says, skip, TOKEN } from './chars';
import { PAD } from './codes';
import { isHarmlessAt } from './harmless';
import { floor, found, type Scan } from './state';

const NAME = LETTER | DIGIT | IDENTIFIER;
const LONGEST_AUTHORITY = 256;

/** The password of `scheme://user:password@host`, at its `://`. */
export function urlPasswordAt(scan: Scan, at: number): number {
  const { units, length } = scan.codes;
  let colon = 0;
  const limit = Math.min(length + PAD, at + LONGEST_AUTHORITY);
  for (let end = at + 3; end < limit; end += 1) {
    const code = units[end] ?? 0;
    if (code === 64) {
      return colon > 0 && end > colon + 1 && units[colon + 1] !== 91
        ? found(scan, 'secret', colon + 1, end)
        : 0;
    }
    if (code === 58 && colon === 0) {
      colon = end;
    } else if (code === 47 || code === 63 || code === 35 || code <= 32 || code === 34 || code === 60) {
      return 0;
    }
  }
  return 0;
}

/** A token that shows itself by its prefix, ending before `at` or around it: the prefix begins at `start`. */
export function prefixedAt(scan: Scan, start: number, prefix: string, atLeast: number): number {
  const { units } = scan.codes;
  if (!says(units, start, prefix) || start < floor(scan) || isAfterWord(units, start)) {
    return 0;
  }
  const end = skip(units, start + prefix.length, NAME);
  return end - start - prefix.length >= atLeast ? found(scan, 'secret', start, end) : 0;
}

const SHORTEST_PART = 12;

/** A JSON web token, at its `eyJ`: header and payload in base64url, and a signature or none. */
export function webTokenAt(scan: Scan, start: number): number {
  const { units } = scan.codes;
  if (!says(units, start, 'eyJ') || start < floor(scan) || isAfterWord(units, start)) {
    return 0;
  }
  const header = nameEnd(scan, start);
  const payload = units[header] === 46 ? skip(units, header + 1, NAME) : header;
  if (header - start < SHORTEST_PART || payload - header < SHORTEST_PART) {
    return 0;
  }
  const end = units[payload] === 46 ? skip(units, payload + 1, NAME) : payload;
  return found(scan, 'secret', start, end);
}

/** End of the letters, digits, `_` and `-` from `start` on, remembered: many `eyJ` may stand in one run of them. */
function nameEnd({ codes, run }: Scan, start: number): number {
  if (start >= run.nameTo) {
    run.nameTo = skip(codes.units, start, NAME);
  }
  return run.nameTo;
}

/** The token after `Bearer `, at its `B`. */
export function bearerAt(scan: Scan, start: number): number {
  const { units } = scan.codes;
  if (units[start + 1] !== 101 || !says(units, start, 'Bearer ') || isAfterWord(units, start)) {
    return 0;
  }
  const value = skip(units, start + 7, SPACE);
  const end = skip(units, value, TOKEN | LETTER | DIGIT);
  return end - value >= 16 && !isHarmlessAt(units, value, end) ? found(scan, 'secret', value, end) : 0;
}

const KEY = 'PRIVATE KEY';
const LONGEST_LABEL = 64;

/** A private key in PEM, from the hyphens before `BEGIN` to its end line, or to the end of the text. */
export function privateKeyAt(scan: Scan, start: number): number {
  const { codes, run, text } = scan;
  if (!says(codes.units, start, '-----BEGIN ') || start < floor(scan)) {
    return 0;
  }
  if (run.keyAt < start) {
    const next = text.indexOf(KEY, start - PAD);
    run.keyAt = PAD + (next < 0 ? text.length + LONGEST_LABEL : next);
  }
  if (run.keyAt + KEY.length > start + LONGEST_LABEL) {
    return 0;
  }
  const footer = text.indexOf('-----END ', run.keyAt - PAD);
  const tail = footer < 0 ? -1 : text.indexOf('-----', footer + 9);
  return found(scan, 'secret', start, PAD + (tail < 0 ? text.length : tail + 5));
}
