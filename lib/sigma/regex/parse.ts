import { fail, ok, type Result } from '../../result';
import type { RegexFlags } from '../value';
import { parseClass, parseEscape } from './escapes';
import { RegexError, Scanner } from './scanner';
import { type CharSet, foldCase, invert, LAST, NEWLINE, type RegexNode, single } from './syntax';

const MAX_DEPTH = 64;
const MAX_REPEAT = 1000;

/**
 * Parses a regular expression of a rule into the subset that an automaton decides in linear time: literals,
 * `.`, classes, groups, alternation, `* + ? {n,m}` (lazy ones too), `^ $ \b \B`, `\d \w \s`, `(?ims)` in front.
 * Backreferences, look-around, atomic groups and possessive quantifiers are refused, by name and column.
 */
export function parseRegex(
  pattern: string,
  given: RegexFlags,
): Result<{ syntax: RegexNode; flags: RegexFlags }> {
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const letters = inline?.[1] ?? '';
  const flags = {
    ignoreCase: given.ignoreCase || letters.includes('i'),
    multiline: given.multiline || letters.includes('m'),
    dotAll: given.dotAll || letters.includes('s'),
  };
  try {
    const scanner = new Scanner(pattern, inline?.[0].length ?? 0);
    const syntax = alternation(scanner, flags, 0);
    return scanner.done() ? ok({ syntax, flags }) : fail(scanner.error('")" without "("').message);
  } catch (error) {
    if (error instanceof RegexError) {
      return fail(error.message);
    }
    throw error;
  }
}

function alternation(scanner: Scanner, flags: RegexFlags, depth: number): RegexNode {
  if (depth > MAX_DEPTH) {
    throw scanner.error(`groups nested deeper than ${MAX_DEPTH}`);
  }
  const branches = [concat(scanner, flags, depth)];
  while (scanner.accept('|')) {
    branches.push(concat(scanner, flags, depth));
  }
  const [only] = branches;
  return branches.length === 1 && only ? only : { kind: 'alternation', of: branches };
}

function concat(scanner: Scanner, flags: RegexFlags, depth: number): RegexNode {
  const of: RegexNode[] = [];
  while (!scanner.done() && scanner.peek() !== '|' && scanner.peek() !== ')') {
    of.push(quantified(scanner, atom(scanner, flags, depth)));
  }
  const [only] = of;
  return of.length === 1 && only ? only : of.length === 0 ? { kind: 'empty' } : { kind: 'concat', of };
}

function quantified(scanner: Scanner, node: RegexNode): RegexNode {
  const bounds = quantifier(scanner);
  if (!bounds) {
    return node;
  }
  if (scanner.accept('+')) {
    throw scanner.error('possessive quantifiers are not supported: leave out the second "+"');
  }
  scanner.accept('?');
  if (quantifier(scanner)) {
    throw scanner.error('a quantifier cannot follow a quantifier');
  }
  return { kind: 'repeat', of: node, min: bounds[0], max: bounds[1] };
}

function quantifier(scanner: Scanner): readonly [number, number | undefined] | undefined {
  if (scanner.accept('*')) {
    return [0, undefined];
  }
  if (scanner.accept('+')) {
    return [1, undefined];
  }
  if (scanner.accept('?')) {
    return [0, 1];
  }
  const braces = scanner.match(/\{(\d{1,5})(?:(,)(\d{1,5})?)?\}/y);
  if (!braces) {
    return undefined;
  }
  const min = Number(braces[1]);
  const max = braces[3] !== undefined ? Number(braces[3]) : braces[2] ? undefined : min;
  if (min > MAX_REPEAT || (max ?? 0) > MAX_REPEAT || (max !== undefined && max < min)) {
    throw scanner.error(`repetition ${braces[0]} must be ordered and at most ${MAX_REPEAT}`);
  }
  return [min, max];
}

function atom(scanner: Scanner, flags: RegexFlags, depth: number): RegexNode {
  const char = scanner.next();
  switch (char) {
    case '(':
      return group(scanner, flags, depth);
    case '[':
      return { kind: 'set', set: parseClass(scanner, flags.ignoreCase) };
    case '.':
      return { kind: 'set', set: flags.dotAll ? [[0, LAST]] : invert(single(NEWLINE)) };
    case '^':
      return { kind: 'assert', assertion: flags.multiline ? 'lineStart' : 'textStart' };
    case '$':
      return { kind: 'assert', assertion: flags.multiline ? 'lineEnd' : 'textEnd' };
    case '\\': {
      const escaped = parseEscape(scanner);
      return typeof escaped === 'string'
        ? { kind: 'assert', assertion: escaped }
        : { kind: 'set', set: cased(escaped, flags) };
    }
    case '*':
    case '+':
    case '?':
      throw scanner.error(`"${char}" has nothing to repeat`);
    default:
      return { kind: 'set', set: cased(single(char.charCodeAt(0)), flags) };
  }
}

function group(scanner: Scanner, flags: RegexFlags, depth: number): RegexNode {
  if (scanner.match(/\?(?:<?[=!]|>|\()/y)) {
    throw scanner.error(
      'look-around and atomic groups are not supported: use several detections joined by the condition',
    );
  }
  if (!scanner.match(/\?(?::|P?<[A-Za-z_]\w*>)/y) && scanner.peek() === '?') {
    throw scanner.error('unknown group "(?": flags go to the front of the pattern or into modifiers (re|i)');
  }
  const inside = alternation(scanner, flags, depth + 1);
  if (!scanner.accept(')')) {
    throw scanner.error('"(" without ")"');
  }
  return inside;
}

function cased(set: CharSet, flags: RegexFlags): CharSet {
  return flags.ignoreCase ? foldCase(set) : set;
}
