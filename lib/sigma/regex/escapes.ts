import type { Scanner } from './scanner';
import { type Assertion, type CharSet, DIGIT, foldCase, invert, SPACE, single, union, WORD } from './syntax';

const SETS: Readonly<Record<string, CharSet>> = {
  d: DIGIT,
  D: invert(DIGIT),
  w: WORD,
  W: invert(WORD),
  s: SPACE,
  S: invert(SPACE),
};
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7, e: 27, 0: 0 };
const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  b: 'wordEdge',
  B: 'notWordEdge',
  A: 'textStart',
  z: 'textEnd',
  Z: 'textEnd',
};

/** What follows a backslash outside a class: a set of characters, or an assertion. */
export function parseEscape(scanner: Scanner): CharSet | Assertion {
  const assertion = ASSERTIONS[scanner.peek()];
  if (assertion) {
    scanner.next();
    return assertion;
  }
  if (/[1-9]/.test(scanner.peek())) {
    throw scanner.error('backreferences are not supported: they cannot be matched in linear time');
  }
  return escapedSet(scanner);
}

/** A character class, after its `[`. Case is folded before a negation: `[^a]` without case has no `A` either. */
export function parseClass(scanner: Scanner, ignoreCase: boolean): CharSet {
  const negated = scanner.accept('^');
  const parts: CharSet[] = [];
  for (let first = true; first || scanner.peek() !== ']'; first = false) {
    parts.push(classPart(scanner));
  }
  scanner.next();
  const set = ignoreCase ? foldCase(union(...parts)) : union(...parts);
  return negated ? invert(set) : set;
}

function classPart(scanner: Scanner): CharSet {
  if (scanner.match(/\[:\w+:\]/y)) {
    throw scanner.error('POSIX classes are not supported: write the range, such as [a-z]');
  }
  const from = classChar(scanner);
  if (!isSingle(from) || !scanner.match(/-(?!\])/y)) {
    return from;
  }
  const to = classChar(scanner);
  const [low, high] = [from[0]?.[0] ?? 0, to[0]?.[0] ?? 0];
  if (!isSingle(to) || high < low) {
    throw scanner.error('a range in a class must go upwards, from one character to another');
  }
  return [[low, high]];
}

function classChar(scanner: Scanner): CharSet {
  const char = scanner.next();
  if (char !== '\\') {
    return single(char.charCodeAt(0));
  }
  return scanner.accept('b') ? single(8) : escapedSet(scanner);
}

function escapedSet(scanner: Scanner): CharSet {
  const hex = scanner.match(/x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})/y);
  if (hex) {
    return single(Number.parseInt(hex[1] ?? hex[2] ?? '', 16));
  }
  const char = scanner.next();
  const set = SETS[char];
  const control = CONTROLS[char];
  if (set) {
    return set;
  }
  if (control !== undefined) {
    return single(control);
  }
  if (/[A-Za-z0-9]/.test(char)) {
    throw scanner.error(`unknown escape "\\${char}"`);
  }
  return single(char.charCodeAt(0));
}

function isSingle(set: CharSet): boolean {
  return set.length === 1 && set[0]?.[0] === set[0]?.[1];
}
