import { DOMAIN, HEX, LOCAL } from './chars';
import { type Codes, isDigitCode, isOf, PAD } from './codes';
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
    } else if (isSuspect(units, at, kind)) {
      return at - PAD;
    } else {
      at += 1;
    }
  }
  return codes.length;
}

function digitsEnd(units: Uint16Array, start: number): number {
  let end = start + 1;
  while (isDigitCode(units[end])) {
    end += 1;
  }
  return end;
}

/** Whether a dotted quad begins here that is not plainly private or loopback. */
function isQuad(units: Uint16Array, start: number, stop: number): boolean {
  if (units[stop] !== 46 || isPrivate(units, start, stop) || isContinued(units, start)) {
    return false;
  }
  let end = stop;
  let from = start;
  for (let dots = 0; dots < 3; dots += 1) {
    if (end - from > 3 || units[end] !== 46 || !isDigitCode(units[end + 1])) {
      return false;
    }
    from = end + 1;
    end = digitsEnd(units, from);
  }
  return end - from <= 3 && !(units[end] === 46 && isDigitCode(units[end + 1]));
}

/** Whether digits and a point stand before: the middle of an OID. */
function isContinued(units: Uint16Array, start: number): boolean {
  return units[start - 1] === 46 && isDigitCode(units[start - 2]);
}

/** `10.`, `127.` and `192.168.` begin no public address; no other private range is as common. */
function isPrivate(units: Uint16Array, start: number, stop: number): boolean {
  const [first, second, third] = [units[start], units[start + 1], units[start + 2]];
  if (first !== 49 || stop - start < 2) {
    return false;
  }
  if (stop - start === 2) {
    return second === 48;
  }
  const isLocal =
    second === 57 &&
    third === 50 &&
    units[stop + 1] === 49 &&
    units[stop + 2] === 54 &&
    units[stop + 3] === 56;
  return (second === 50 && third === 55) || (isLocal && units[stop + 4] === 46);
}

function isSuspect(units: Uint16Array, at: number, kind: number): boolean {
  switch (kind) {
    case AT:
      return isOf(units, at + 1, DOMAIN) && (isOf(units, at - 1, LOCAL) || (units[at - 1] ?? 0) > 127);
    case COLON:
      return isSuspectColon(units, at) || mayEndName(units, at);
    case EQUALS:
      return mayEndName(units, at);
    case BEGIN: // Bearer, BEGIN
      return units[at + 1] === 101 ? units[at + 2] === 97 : units[at + 1] === 69;
    case PREFIX: // eyJ, AIz
      return units[at - 1] === 121 || units[at - 1] === 73;
    case JOINT:
      return isPrefixEnd(units, at);
    case ESCAPE: // %40, \u0040
      return units[at] === 37 ? isOf(units, at + 1, HEX) && isOf(units, at + 2, HEX) : units[at + 1] === 117;
    default: // another spelling of an ASCII character
      return (units[at] ?? 0) >= 0xff01 || isDigitCode(units[at - 1]);
  }
}

/** Whether the letters before `_` or `-` end the prefix of a token: `gh?`, `xox?`, `sk`, `npm`, `github_pat`, `glpat`. */
function isPrefixEnd(units: Uint16Array, at: number): boolean {
  const last = units[at - 1];
  const before = units[at - 2];
  if (before === 104 || before === 120) {
    return units[at - 3] === 103 || units[at - 3] === 111;
  }
  return (
    (last === 107 && (before === 115 || before === 114)) ||
    (last === 109 && before === 112) ||
    (last === 98 && before === 117) ||
    (last === 116 && before === 97)
  );
}
