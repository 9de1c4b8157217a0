import { DIGIT, IDENTIFIER, is, isAfterWord, LETTER, SPACE, skip, skipBack, TOKEN } from './chars';
import { endsJapaneseName, isHarmless, isQuoting, isSecretName, mayBeSecretName } from './secret-names';
import { floor, found, type Scan } from './state';

/**
 * The value after the `=` or `:` at `at`, when the word before names a secret: `password=…`, `"clientSecret": "…"`,
 * `AccountKey=…;`, `Authorization: Bearer …`. In a list of colons (an ARN of a `secret`) nothing is assigned.
 * Returns where to go on, or 0 when it is none.
 */
export function assignedSecretAt(scan: Scan, at: number): number {
  const { text } = scan;
  const nameEnd = beforeQuotes(text, at);
  if (!mayBeSecretName(text, nameEnd)) {
    return 0;
  }
  const nameStart = skipBack(text, nameEnd, IDENTIFIER, Math.max(0, nameEnd - 48));
  const isSegment = text.charCodeAt(at) === 58 && text.charCodeAt(nameStart - 1) === 58;
  const isJapanese = endsJapaneseName(text, nameEnd);
  if (!isJapanese && (isSegment || !isSecretName(text.slice(nameStart, nameEnd)))) {
    return 0;
  }
  const start = valueStart(text, at + 1);
  const value = schemeEnd(text, start);
  const end = valueEnd(text, value, value === start ? quoteBefore(text, start, at) : '');
  // Behind a Japanese word a sentence may go on (`パスワード：変更済み`); a secret is ASCII.
  const isProse = isJapanese && !is(text, value, PRINTED);
  return isProse || isHarmless(text.slice(value, end)) ? 0 : found(scan, 'secret', value, end);
}

/** End of the name before `at`: spaces, quotes and their backslashes lie between. */
function beforeQuotes(text: string, at: number): number {
  let end = at;
  while (end > at - 6 && isQuoting(text.charCodeAt(end - 1))) {
    end -= 1;
  }
  return end;
}

function valueStart(text: string, from: number): number {
  let start = from;
  while (start < from + 8 && ' \t"\'\\'.includes(text.charAt(start)) && start < text.length) {
    start += 1;
  }
  return start;
}

/** Start of what follows an HTTP authentication scheme (`Bearer …`), which is no secret itself. */
function schemeEnd(text: string, start: number): number {
  const scheme = /^(?:Bearer|Basic|Digest|Negotiate|Token|ApiKey|SharedAccessSignature) +/i.exec(
    text.slice(start, start + 40),
  );
  return start + (scheme?.[0].length ?? 0);
}

function quoteBefore(text: string, start: number, at: number): string {
  const quote = start - 1 > at ? text.charAt(start - 1) : '';
  return quote === '"' || quote === "'" ? quote : '';
}

/** How a secret's text begins. */
const PRINTED = LETTER | DIGIT | TOKEN;

const ENDS_VALUE = ' \t\r\n"\'\\,;&<>)}]|';
const LONGEST_QUOTED = 4096;

/** End of a value: its closing quote, if it has one near; else the first character that parameters do not have. */
function valueEnd(text: string, start: number, quote: string): number {
  if (quote !== '') {
    for (let end = start; end < start + LONGEST_QUOTED && end < text.length; end += 1) {
      if (text.charAt(end) === quote) {
        return text.charAt(end - 1) === '\\' ? end - 1 : end;
      }
    }
  }
  let end = start;
  while (end < text.length && !ENDS_VALUE.includes(text.charAt(end))) {
    end += 1;
  }
  return end;
}

/** The password of `scheme://user:password@host`, at its `://`. */
export function urlPasswordAt(scan: Scan, at: number): number {
  const { text } = scan;
  let colon = 0;
  const limit = Math.min(text.length, at + 256);
  for (let end = at + 3; end < limit; end += 1) {
    const code = text.charCodeAt(end);
    if (code === 64) {
      return colon > 0 && end > colon + 1 && text.charCodeAt(colon + 1) !== 91
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
  const { text } = scan;
  if (!text.startsWith(prefix, start) || start < floor(scan) || isAfterWord(text, start)) {
    return 0;
  }
  const end = skip(text, start + prefix.length, LETTER | DIGIT | IDENTIFIER);
  return end - start - prefix.length >= atLeast ? found(scan, 'secret', start, end) : 0;
}

/** A JSON web token, at its `eyJ`: header and payload in base64url, and a signature or none. */
export function webTokenAt(scan: Scan, start: number): number {
  const { text } = scan;
  if (!text.startsWith('eyJ', start) || start < floor(scan) || isAfterWord(text, start)) {
    return 0;
  }
  const header = skip(text, start, LETTER | DIGIT | IDENTIFIER);
  const payload =
    text.charCodeAt(header) === 46 ? skip(text, header + 1, LETTER | DIGIT | IDENTIFIER) : header;
  if (header - start < 12 || payload - header < 12) {
    return 0;
  }
  const end =
    text.charCodeAt(payload) === 46 ? skip(text, payload + 1, LETTER | DIGIT | IDENTIFIER) : payload;
  return found(scan, 'secret', start, end);
}

/** The token after `Bearer `, at its `B`. */
export function bearerAt(scan: Scan, start: number): number {
  const { text } = scan;
  if (text.charCodeAt(start + 1) !== 101 || !text.startsWith('Bearer ', start) || isAfterWord(text, start)) {
    return 0;
  }
  const value = skip(text, start + 7, SPACE);
  const end = skip(text, value, TOKEN | LETTER | DIGIT);
  return end - value >= 16 && !isHarmless(text.slice(value, end)) ? found(scan, 'secret', value, end) : 0;
}

/** A private key in PEM, from the hyphens before `BEGIN` to its end line, or to the end of the text. */
export function privateKeyAt(scan: Scan, start: number): number {
  const { text } = scan;
  if (!text.startsWith('-----BEGIN ', start) || start < floor(scan)) {
    return 0;
  }
  const label = text.slice(start, start + 64);
  const close = label.indexOf('PRIVATE KEY');
  if (close < 0) {
    return 0;
  }
  const footer = text.indexOf('-----END ', start + close);
  const tail = footer < 0 ? -1 : text.indexOf('-----', footer + 9);
  return found(scan, 'secret', start, tail < 0 ? text.length : tail + 5);
}
