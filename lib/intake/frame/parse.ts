import type { JsonValue } from '../../json';

const QUOTE = 34;
const MINUS = 45;
const BACKSLASH = 92;
const DIGIT_0 = 48;
const DIGIT_9 = 57;
/** Digits of the smallest integer a double may not hold: 9007199254740993. */
const LONG = 16;
const INTEGER = /^-?\d+$/;
const NUMBER_PARTS = '.eE+-';

/** The JSON value of a text, undefined when it is none. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/**
 * As `parseJson`, but an integer that a double would change becomes a string of its digits: ids must stay.
 * The search steps from one possible digit of a long run to the next, so that it costs a fraction of the parse.
 */
export function parseExact(text: string): JsonValue | undefined {
  const value = parseJson(text);
  return value !== undefined && hasLongRun(text) ? parseJson(quoteLongIntegers(text)) : value;
}

function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_9;
}

function hasLongRun(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (isDigit(text.charCodeAt(at)) && runAround(text, at) >= LONG) {
      return true;
    }
  }
  return false;
}

function runAround(text: string, at: number): number {
  let from = at;
  let to = at + 1;
  while (isDigit(text.charCodeAt(from - 1))) {
    from--;
  }
  while (to - from < LONG && isDigit(text.charCodeAt(to))) {
    to++;
  }
  return to - from;
}

/** Puts quotes around the integers, outside of strings, that a double would change. */
function quoteLongIntegers(text: string): string {
  let quoted = '';
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
    } else if (code === MINUS || isDigit(code)) {
      const end = numberEnd(text, at);
      const token = text.slice(at, end);
      if (token.length >= LONG && INTEGER.test(token) && String(Number(token)) !== token) {
        quoted += `${text.slice(copied, at)}"${token}"`;
        copied = end;
      }
      at = end;
    } else {
      at++;
    }
  }
  return quoted + text.slice(copied);
}

function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) {
    at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  }
  return at + 1;
}

function numberEnd(text: string, from: number): number {
  let at = from + 1;
  while (isDigit(text.charCodeAt(at)) || NUMBER_PARTS.includes(text.charAt(at) || ' ')) {
    at++;
  }
  return at;
}

/** True when a JSON text nests deeper than `limit` levels. */
export function isDeeperThan(text: string, limit: number): boolean {
  return countBrackets(text, '{', limit) + countBrackets(text, '[', limit) > limit && depthOf(text) > limit;
}

function countBrackets(text: string, bracket: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf(bracket); at !== -1 && count <= limit; at = text.indexOf(bracket, at + 1)) {
    count++;
  }
  return count;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      at = stringEnd(text, at) - 1;
    } else if (character === '{' || character === '[') {
      deepest = Math.max(deepest, ++depth);
    } else if (character === '}' || character === ']') {
      depth--;
    }
  }
  return deepest;
}
