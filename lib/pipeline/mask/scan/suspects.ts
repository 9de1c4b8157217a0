import { DOMAIN, HEX, is, isAfterWord, isDigit, LOCAL } from './chars';
import { type Codes, PAD } from './codes';
import { isQuad } from './quad';
import { mayEndName } from './secret-names';
import { mayBegin } from './shape';
import { isSuspectColon } from './suspect-colon';

const NONE = 0;
const NUMBER = 1;
const AT = 2;
const COLON = 3;
const EQUALS = 4;
const BEGIN = 5;
const PREFIX = 6;
const JOINT = 7;
const ESCAPE = 8;
const VARIANT = 9;

const KINDS = new Uint8Array(65_536);
for (const [kind, characters] of ['', '0123456789', '@', ':', '=', 'B', 'Jz', '_-', '%\\'].entries()) {
  for (const character of characters) {
    KINDS[character.charCodeAt(0)] = kind;
  }
}
KINDS.fill(VARIANT, 0xff01, 0xff5f);
for (const code of [0xa0, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x3000, 0x30fc]) {
  KINDS[code] = VARIANT;
}

/** The kinds of suspects that are escapes or other spellings: the text must be read before it is scanned. */
export function isSpelling(units: Uint16Array, at: number): boolean {
  return (KINDS[units[at + PAD] ?? 0] ?? NONE) >= ESCAPE;
}

/**
 * Position of the first character at or after `from` where a find could begin, by what stands around it; the length
 * of the text when there is none, as in most texts of a log. It may stop for nothing; it never passes over something
 * (but between `from` and the end of a number that it begins in).
 */
export function nextSuspect(codes: Codes, from: number): number {
  const { units } = codes;
  const end = codes.length + PAD;
  let at = from + PAD;
  while (at < end) {
    const kind = KINDS[units[at] ?? 0] ?? NONE;
    if (kind === NONE) {
      at += 1;
    } else if (kind === NUMBER) {
      const stop = digitsEnd(units, at);
      if (mayBegin(units, at, stop) || isQuad(units, at, stop)) {
        return at - PAD;
      }
      at = stop;
    } else if (kind === JOINT ? isPrefixEnd(units, at) : isSuspect(units, at, kind)) {
      return at - PAD;
    } else {
      at += 1;
    }
  }
  return codes.length;
}

function digitsEnd(units: Uint16Array, start: number): number {
  let end = start + 1;
  while (isDigit(units[end])) {
    end += 1;
  }
  return end;
}

function isSuspect(units: Uint16Array, at: number, kind: number): boolean {
  switch (kind) {
    case AT:
      return hasDomain(units, at) && (is(units, at - 1, LOCAL) || (units[at - 1] ?? 0) > 127);
    case COLON:
      return isSuspectColon(units, at) || mayEndName(units, at);
    case EQUALS:
      return mayEndName(units, at);
    case BEGIN: // Bearer, -BEGIN
      return units[at + 1] === 101 ? units[at + 2] === 97 : units[at + 1] === 69 && units[at - 1] === 45;
    case PREFIX: // eyJ, AIz
      return (units[at - 1] === 121 || units[at - 1] === 73) && !isAfterWord(units, at - 2);
    case ESCAPE: // %40, \u0040
      return units[at] === 37 ? is(units, at + 1, HEX) && is(units, at + 2, HEX) : units[at + 1] === 117;
    default: // another spelling of an ASCII character
      return (units[at] ?? 0) >= 0xff01 || isDigit(units[at - 1]);
  }
}

/** Whether four characters of a domain follow: none is shorter than `a.bc`. */
function hasDomain(units: Uint16Array, at: number): boolean {
  return (
    is(units, at + 1, DOMAIN) &&
    is(units, at + 2, DOMAIN) &&
    is(units, at + 3, DOMAIN) &&
    is(units, at + 4, DOMAIN)
  );
}

/** Whether the letters before `_` or `-` end the prefix of a token: `gh?`, `xox?`, `sk`, `npm`, `github_pat`, `glpat`. */
function isPrefixEnd(units: Uint16Array, at: number): boolean {
  const before = units[at - 2] ?? 0;
  if (before === 104 || before === 120) {
    return units[at - 3] === 103 || units[at - 3] === 111;
  }
  const last = units[at - 1] ?? 0;
  return BEFORE_LAST[last] === before || (last === 107 && before === 114);
}

/** The letter before the last one of a prefix. */
const BEFORE_LAST = new Uint8Array(128).fill(128);
for (const [before = '', last = ''] of ['sk', 'pm', 'at', 'ub']) {
  BEFORE_LAST[last.charCodeAt(0)] = before.charCodeAt(0);
}
