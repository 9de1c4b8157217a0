import { FINAL_SIGMA, fold, SIGMA } from '../match/text';
import { equalTexts, isOwn, type OwnValue } from '../match/value-test';
import { type CompareValue, plainText, type RegexValue, type StringValue } from '../value';
import { blockPattern } from './cidr';
import { refuse, type SqlContext } from './context';
import { likePattern, unsayable } from './glob';
import type { Place } from './place';
import { ASTRAL, STAND_IN, writeRegex } from './regex';

const SPACE = '[\\x09-\\x0d \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*';
/** Decimal text, as `number` of the predicates reads it. */
const DECIMAL = `\\A${SPACE}([+\\-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+\\-]?[0-9]+)?)${SPACE}\\z`;

/** SQL for: one of the values is met by a text at the place. Undefined when none of them can be. */
export function testValues(
  values: readonly OwnValue[],
  text: string,
  place: Place,
  context: SqlContext,
  line: number,
): string | undefined {
  const equal = new Set<string>();
  const tests: string[] = [];
  for (const value of values) {
    const texts = equalTexts(value);
    if (texts) {
      for (const one of texts) {
        equal.add(one);
      }
    } else {
      const test = testValue(value, text, place, context, line);
      tests.push(...(test === undefined ? [] : [test]));
    }
  }
  const equality = equal.size === 0 ? undefined : testEqual([...equal], text, place, context, line);
  const all = equality === undefined ? tests : [equality, ...tests];
  return all.length < 2 ? all[0] : `(${all.join(' OR ')})`;
}

function testEqual(
  texts: readonly string[],
  text: string,
  place: Place,
  context: SqlContext,
  line: number,
): string | undefined {
  if (place.kind === 'scalar' && place.number && place.column) {
    const numbers = texts.filter((one) => String(Number(one)) === one && Number.isSafeInteger(Number(one)));
    return numbers.length === 0 ? undefined : oneOf(place.column, numbers);
  }
  return oneOf(
    folded(text, context, texts),
    texts.map((one) => quote(one, true, context, line)),
  );
}

function oneOf(expression: string, literals: readonly string[]): string {
  return literals.length === 1
    ? `${expression} = ${literals[0]}`
    : `${expression} IN (${literals.join(', ')})`;
}

function testValue(
  value: OwnValue,
  text: string,
  place: Place,
  context: SqlContext,
  line: number,
): string | undefined {
  switch (value.kind) {
    case 'string':
      return testString(value, text, context, line);
    case 'number':
    case 'boolean':
      return testValues([value], text, place, context, line);
    case 'regex':
      return testRegex(value, text, context, line);
    case 'cidr': {
      const pattern = blockPattern(value.block);
      if (pattern === undefined) {
        refuse(context, line, `the IPv6 block ${value.text}: zeros in its prefix hide in too many spellings`);
        return undefined;
      }
      return context.dialect.matches(text, pattern);
    }
    case 'compare':
      return testNumber(value, text, place, context);
    case 'expansion':
      return testValues(value.of.filter(isOwn), text, place, context, line);
    case 'timepart':
      refuse(
        context,
        line,
        `${value.part}: times stand in many spellings, which only the predicate reads: ingest-only`,
      );
      return undefined;
  }
}

function testString(value: StringValue, text: string, context: SqlContext, line: number): string {
  const { dialect } = context;
  const parts = value.cased
    ? value.parts
    : value.parts.map((part) => (typeof part === 'string' ? fold(part) : part));
  const literals = parts.filter((part) => typeof part === 'string');
  const compared = value.cased ? text : folded(text, context, literals);
  const whole = plainText(value);
  if (whole !== undefined) {
    return `${compared} = ${quote(value.cased ? whole : fold(whole), !value.cased, context, line)}`;
  }
  if (parts.every((part) => typeof part !== 'string' && part.wild === '*')) {
    return `${text} IS NOT NULL`;
  }
  const counts = parts.some((part) => typeof part !== 'string' && part.wild === '?');
  if (counts && literals.some((part) => /[\u{10000}-\u{10ffff}]/u.test(part))) {
    refuse(context, line, 'a value with ? and characters beyond U+FFFF');
  }
  const like = likePattern(parts);
  const clause = like.escape === undefined ? '' : ` ESCAPE ${dialect.quoteText(like.escape)}`;
  return `${counts ? inUnits(compared, context) : compared} LIKE ${quote(like.pattern, !value.cased, context, line)}${clause}`;
}

function testRegex(value: RegexValue, text: string, context: SqlContext, line: number): string | undefined {
  const { dialect } = context;
  const regex = writeRegex(value.syntax, dialect.assertions, dialect.maxRepeat);
  if (typeof regex === 'string') {
    refuse(context, line, `re: ${value.pattern}: ${regex}`);
    return undefined;
  }
  return dialect.matches(regex.countsUnits ? inUnits(text, context) : text, regex.pattern);
}

const OPERATORS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

function testNumber(value: CompareValue, text: string, place: Place, { dialect }: SqlContext): string {
  const operator = OPERATORS[value.comparison];
  const limit = dialect.double(value.value);
  if (place.kind === 'scalar' && place.number && place.column) {
    return `${place.column} ${operator} ${limit}`;
  }
  const number = dialect.numberIn(text, DECIMAL);
  // What is too large for a number is none to the predicates, and infinite here.
  const bound =
    operator === '>' || operator === '>='
      ? `${number} <= ${dialect.double(Number.MAX_VALUE)}`
      : `${number} >= ${dialect.double(-Number.MAX_VALUE)}`;
  return `(${number} ${operator} ${limit} AND ${bound})`;
}

/**
 * Text as `fold` makes it: engines turn the dotted capital I into a plain i, and leave both small sigmas as they are,
 * which only matters to literals with one.
 */
export function folded(text: string, { dialect }: SqlContext, literals: readonly string[]): string {
  const lower = dialect.lower(`replace(${text}, '\u0130', 'i\u0307')`);
  return literals.some((literal) => literal.includes(SIGMA))
    ? `replace(${lower}, '${FINAL_SIGMA}', '${SIGMA}')`
    : lower;
}

function inUnits(text: string, { dialect }: SqlContext): string {
  return dialect.replace(text, ASTRAL, STAND_IN + STAND_IN);
}

/** A literal; what it cannot be is reported. */
export function quote(text: string, isFolded: boolean, context: SqlContext, line: number): string {
  const reason = unsayable(text, isFolded);
  if (reason !== undefined) {
    refuse(context, line, reason);
    return context.dialect.quoteText('');
  }
  return context.dialect.quoteText(text);
}
