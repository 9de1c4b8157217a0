import { DIGIT, IDENTIFIER, is, LETTER, saysInAnyCase, skipBack, TOKEN } from './chars';
import { PAD } from './codes';
import { isHarmlessAt } from './harmless';
import { endsJapaneseName, isQuoting, isSecretNameAt, mayEndName } from './secret-names';
import { found, type Scan } from './state';

const LONGEST_NAME = 48;

/**
 * The value after the `=` or `:` at `at`, when the word before names a secret: `password=…`, `"clientSecret": "…"`,
 * `AccountKey=…;`, `Authorization: Bearer …`. In a list of colons (an ARN of a `secret`) nothing is assigned.
 * Returns where to go on, or 0 when it is none.
 */
export function assignedSecretAt(scan: Scan, at: number): number {
  const { units } = scan.codes;
  if (!mayEndName(units, at)) {
    return 0;
  }
  const nameEnd = beforeQuotes(units, at);
  const isJapanese = endsJapaneseName(units, nameEnd);
  if (!isJapanese && !isNamed(units, nameEnd, at)) {
    return 0;
  }
  const start = valueStart(units, at + 1);
  const value = schemeEnd(units, start);
  // Behind a Japanese word a sentence may go on (`パスワード：変更済み`); a secret is ASCII.
  if (isJapanese && !is(units, value, PRINTED)) {
    return 0;
  }
  const end = valueEnd(scan, value, value === start ? quoteBefore(units, start, at) : 0);
  return isHarmlessAt(units, value, end) ? 0 : found(scan, 'secret', value, end);
}

/** Whether the name that ends at `nameEnd` says secret, and the sign at `at` assigns. */
function isNamed(units: Uint16Array, nameEnd: number, at: number): boolean {
  const nameStart = skipBack(units, nameEnd, IDENTIFIER, Math.max(PAD, nameEnd - LONGEST_NAME));
  const isSegment = units[at] === 58 && units[nameStart - 1] === 58;
  return !isSegment && isSecretNameAt(units, nameStart, nameEnd);
}

/** End of the name before `at`: spaces, quotes and their backslashes lie between. */
function beforeQuotes(units: Uint16Array, at: number): number {
  let end = at;
  while (end > at - 6 && isQuoting(units[end - 1] ?? 0)) {
    end -= 1;
  }
  return end;
}

function valueStart(units: Uint16Array, from: number): number {
  let start = from;
  while (start < from + 8 && isOpening(units[start])) {
    start += 1;
  }
  return start;
}

/** Space, tab, quotes, backslash. */
function isOpening(code: number | undefined): boolean {
  return code === 32 || code === 9 || code === 34 || code === 39 || code === 92;
}

const SCHEMES = [
  'bearer ',
  'basic ',
  'digest ',
  'negotiate ',
  'token ',
  'apikey ',
  'sharedaccesssignature ',
] as const;
const LONGEST_SCHEME = 40;

/** Start of what follows an HTTP authentication scheme (`Bearer …`), which is no secret itself. */
function schemeEnd(units: Uint16Array, start: number): number {
  for (const scheme of SCHEMES) {
    if (saysInAnyCase(units, start, scheme)) {
      let end = start + scheme.length;
      while (end < start + LONGEST_SCHEME && units[end] === 32) {
        end += 1;
      }
      return end;
    }
  }
  return start;
}

function quoteBefore(units: Uint16Array, start: number, at: number): number {
  const quote = start - 1 > at ? units[start - 1] : 0;
  return quote === 34 || quote === 39 ? quote : 0;
}

/** How a secret's text begins. */
const PRINTED = LETTER | DIGIT | TOKEN;

const ENDS_VALUE = new Uint8Array(65_536);
for (const character of ' \t\r\n"\'\\,;&<>)}]|') {
  ENDS_VALUE[character.charCodeAt(0)] = 1;
}
const LONGEST_QUOTED = 4096;

/** End of a value: its closing quote, if it has one near; else the first character that parameters do not have. */
function valueEnd(scan: Scan, start: number, quote: number): number {
  const { units, length } = scan.codes;
  const stop = length + PAD;
  if (quote !== 0) {
    for (let end = start; end < start + LONGEST_QUOTED && end < stop; end += 1) {
      if (units[end] === quote) {
        return units[end - 1] === 92 ? end - 1 : end;
      }
    }
  }
  const { run } = scan;
  if (start < run.valueFrom || start > run.valueTo) {
    let end = start;
    while (end < stop && ENDS_VALUE[units[end] ?? 0] === 0) {
      end += 1;
    }
    run.valueFrom = start;
    run.valueTo = end;
  }
  return run.valueTo;
}
