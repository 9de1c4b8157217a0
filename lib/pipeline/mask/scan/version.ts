import { DIGIT, IDENTIFIER, is, isDigit, LETTER, says, saysInAnyCase, skipBack } from './chars';
import { PAD } from './codes';
import type { Scan } from './state';

const PRODUCT = DIGIT | LETTER | IDENTIFIER;
const LONGEST_PRODUCT = 60;

/**
 * Whether a dotted quad is a version: the key or the words before it say so, or it follows a product's name and a
 * slash or hyphen (`Chrome/120.0.0.0`, `Linux-5.10.102.1`). In free text a product is told from a path or an interface
 * (`outside/203.0.113.9`) by its capital letter, digit or hyphen.
 */
export function isVersion(scan: Scan, start: number): boolean {
  const { codes, hint } = scan;
  const { units } = codes;
  if (hint.isVersion || isAfterVersionWord(units, start)) {
    return true;
  }
  const joint = units[start - 1];
  if (joint !== 47 && joint !== 45) {
    return false;
  }
  const end = start - 1;
  const name = skipBack(units, end, PRODUCT, Math.max(PAD, start - LONGEST_PRODUCT));
  const isToken = name < end && (name === PAD || BEFORE_PRODUCT.includes(units[name - 1] ?? 0));
  return isToken && isProduct(units, name, end, hint.isAgent === true);
}

const BEFORE_PRODUCT = Array.from(' \t("\'[,;)', (character) => character.charCodeAt(0));

/** A user agent's products need a letter; others a capital before another letter, or a digit or hyphen behind a letter. */
function isProduct(units: Uint16Array, start: number, end: number, isAgent: boolean): boolean {
  let hasLetter = false;
  let hasCapital = false;
  for (let at = start; at < end; at += 1) {
    const code = units[at] ?? 0;
    if (is(units, at, LETTER)) {
      if (isAgent || hasCapital) {
        return true;
      }
      hasLetter = true;
      hasCapital = code <= 90;
    } else if (hasLetter && (code === 45 || isDigit(code))) {
      return true;
    }
  }
  return false;
}

const WORDS = ['version', 'ver', 'release', 'build', 'rv', 'v'] as const;
const JAPANESE = 'バージョン';

/** Whether a word for a version stands right before: `version: "`, `rv:`, `バージョン `. */
function isAfterVersionWord(units: Uint16Array, start: number): boolean {
  let end = start - (isQuote(units[start - 1]) || units[start - 1] === 40 ? 1 : 0);
  for (let spaces = 0; spaces < 3 && isAssigning(units[end - 1] ?? 0); spaces += 1) {
    end -= 1;
  }
  end -= isQuote(units[end - 1]) ? 1 : 0;
  if (is(units, end - 1, LETTER)) {
    return WORDS.some((word) => {
      const at = end - word.length;
      return saysInAnyCase(units, at, word) && !is(units, at - 1, LETTER);
    });
  }
  end = start;
  for (let spaces = 0; spaces < 2 && isColon(units[end - 1] ?? 0); spaces += 1) {
    end -= 1;
  }
  return says(units, end - JAPANESE.length, JAPANESE);
}

function isQuote(code: number | undefined): boolean {
  return code === 34 || code === 39;
}

function isAssigning(code: number): boolean {
  return code === 46 || code === 58 || code === 61 || isSpace(code);
}

function isColon(code: number): boolean {
  return code === 58 || code === 0xff1a || isSpace(code);
}

/** What a regular expression calls space. */
function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code >= 0xa0 && /\s/.test(String.fromCharCode(code)));
}
