import { compileProgram } from '../regex/program';
import { type Assertion, type CharSet, invert, type RegexNode } from '../regex/syntax';

/** How an engine writes the assertions, as JavaScript means them: ASCII words, `\n` alone ends a line. */
export type RegexAssertions = Readonly<Record<Assertion, string>>;

export const RE2_ASSERTIONS: RegexAssertions = {
  textStart: '\\A',
  textEnd: '\\z',
  lineStart: '(?m:^)',
  lineEnd: '(?m:$)',
  wordEdge: '\\b',
  notWordEdge: '\\B',
};

const [AFTER, NOT_AFTER] = ['(?<=[0-9A-Za-z_])', '(?<![0-9A-Za-z_])'];
const [BEFORE, NOT_BEFORE] = ['(?=[0-9A-Za-z_])', '(?![0-9A-Za-z_])'];

/** Joni's own `\b` knows words beyond ASCII, and its `^` no line after the last newline. */
export const JONI_ASSERTIONS: RegexAssertions = {
  textStart: '\\A',
  textEnd: '\\z',
  lineStart: '(?<![^\\n])',
  lineEnd: '(?![^\\n])',
  wordEdge: `(?:${AFTER}${NOT_BEFORE}|${NOT_AFTER}${BEFORE})`,
  notWordEdge: `(?:${AFTER}${BEFORE}|${NOT_AFTER}${NOT_BEFORE})`,
};

/** Stands twice for a character beyond U+FFFF where a pattern counts UTF-16 units, as the predicates do. */
export const STAND_IN = '\ufffd';
/** Every character beyond U+FFFF, as a pattern of any engine. */
export const ASTRAL = '[\u{10000}-\u{10ffff}]';

export interface SqlRegex {
  readonly pattern: string;
  /** Characters beyond U+FFFF must be replaced by two stand-ins before the pattern is tried. */
  readonly countsUnits: boolean;
}

const MAX_STEPS = 5000;
const SURROGATES = [0xd800, 0xdfff] as const;
const STAND_IN_CODE = STAND_IN.charCodeAt(0);

/** Thrown with the reason by the functions below; never leaves `writeRegex`. */
class Unsayable extends Error {}

/**
 * A parsed pattern in the words that every engine reads alike: sets of characters written out, so that neither flags
 * nor `\w`, `.` or `(?i)` are left to the engine. A text instead of it is the reason why the engine cannot say it.
 */
export function writeRegex(
  node: RegexNode,
  assertions: RegexAssertions,
  maxRepeat: number,
): SqlRegex | string {
  const sets = setsOf(node);
  const countsUnits = sets.some((set) => has(set, SURROGATES[0]));
  if ((compileProgram(node)?.length ?? MAX_STEPS) >= MAX_STEPS) {
    return `the pattern is too large for the engine once its repetitions are written out (${MAX_STEPS} steps)`;
  }
  if (sets.some((set) => !isSayable(set, countsUnits))) {
    return 'the pattern tells apart characters beyond U+FFFF or halves of them';
  }
  try {
    return { pattern: write(node, assertions, maxRepeat), countsUnits };
  } catch (error) {
    if (error instanceof Unsayable) {
      return error.message;
    }
    throw error;
  }
}

function setsOf(node: RegexNode): readonly CharSet[] {
  switch (node.kind) {
    case 'set':
      return [node.set];
    case 'repeat':
      return setsOf(node.of);
    case 'concat':
    case 'alternation':
      return node.of.flatMap(setsOf);
    default:
      return [];
  }
}

/** All surrogates or none; and where there are stand-ins, these belong to a set as surrogates do. */
function isSayable(set: CharSet, countsUnits: boolean): boolean {
  const whole = set.some(([low, high]) => low <= SURROGATES[0] && high >= SURROGATES[1]);
  const none = set.every(([low, high]) => high < SURROGATES[0] || low > SURROGATES[1]);
  return (whole || none) && set.length > 0 && (!countsUnits || has(set, STAND_IN_CODE) === whole);
}

function has(set: CharSet, code: number): boolean {
  return set.some(([low, high]) => low <= code && code <= high);
}

function write(node: RegexNode, assertions: RegexAssertions, budget: number): string {
  switch (node.kind) {
    case 'empty':
      return '(?:)';
    case 'set':
      return writeSet(node.set);
    case 'assert':
      return assertions[node.assertion];
    case 'concat':
      return node.of.map((part) => write(part, assertions, budget)).join('');
    case 'alternation':
      return `(?:${node.of.map((part) => write(part, assertions, budget)).join('|')})`;
    case 'repeat': {
      const left = Math.floor(budget / Math.max(1, node.max ?? 0, node.min));
      if (left === 0) {
        throw new Unsayable('repetitions within repetitions are more than the engine takes');
      }
      const inner = write(node.of, assertions, left);
      return `${node.of.kind === 'set' ? inner : `(?:${inner})`}${quantifier(node.min, node.max)}`;
    }
  }
}

function quantifier(min: number, max: number | undefined): string {
  if (max === undefined) {
    return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  }
  return min === 0 && max === 1 ? '?' : min === max ? `{${min}}` : `{${min},${max}}`;
}

/** A single character by itself, else a class; a set with surrogates by what it lacks. */
function writeSet(set: CharSet): string {
  const [first] = set;
  if (set.length === 1 && first && first[0] === first[1]) {
    return writeChar(first[0]);
  }
  const others = invert(set);
  if (others.length === 0) {
    return '[\\s\\S]';
  }
  const negated = has(set, SURROGATES[0]);
  const ranges = withoutSurrogates(negated ? others : set).map(([low, high]) =>
    low === high ? writeChar(low) : `${writeChar(low)}-${writeChar(high)}`,
  );
  return `[${negated ? '^' : ''}${ranges.join('')}]`;
}

/** They are in no well-formed text; a literal cannot hold them. */
function withoutSurrogates(set: CharSet): CharSet {
  return set
    .flatMap(
      ([low, high]): CharSet => [
        [low, Math.min(high, SURROGATES[0] - 1)],
        [Math.max(low, SURROGATES[1] + 1), high],
      ],
    )
    .filter(([low, high]) => low <= high);
}

function writeChar(code: number): string {
  const char = String.fromCharCode(code);
  if (code < 0x20 || code === 0x7f) {
    return `\\x${code.toString(16).padStart(2, '0')}`;
  }
  return code < 0x80 && !/[0-9A-Za-z_ ]/.test(char) && !PLAIN.has(char) ? `\\${char}` : char;
}

/** Punctuation that means nothing in a pattern, not even in a class. */
const PLAIN: ReadonlySet<string> = new Set('!"%\',/:;<=>@`');
