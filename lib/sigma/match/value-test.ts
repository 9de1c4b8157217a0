import { type JsonValue, number } from '../../json';
import { inBlock, parseAddress } from '../ip';
import { timePartOf } from '../modifiers/time-part';
import { compileRegex } from '../regex/matcher';
import { requiredLiterals } from '../regex/required-literals';
import {
  type CidrValue,
  type CompareValue,
  plainText,
  type RegexValue,
  type SigmaValue,
  type StringValue,
  type TimePartValue,
} from '../value';
import { compileGlob } from './glob';
import type { ValueTest } from './path';
import { comparableText, fold } from './text';

/** Values decided by looking at one value of the field; null, exists and fieldref need the event. */
export type OwnValue = Exclude<SigmaValue, { kind: 'null' | 'exists' | 'fieldref' }>;

/** The texts an equality allows, folded; undefined when the value is no plain equality without case. */
export function equalTexts(value: SigmaValue): readonly string[] | undefined {
  switch (value.kind) {
    case 'string': {
      const text = value.cased ? undefined : plainText(value);
      return text === undefined ? undefined : [fold(text)];
    }
    case 'number':
      return [...new Set([fold(value.text), String(value.value)])];
    case 'boolean':
      return [String(value.value)];
    case 'expansion': {
      const texts = value.of.map(equalTexts);
      return texts.every((text) => text !== undefined) ? texts.flat() : undefined;
    }
    default:
      return undefined;
  }
}

/** A test of one value of a field. */
export function compileValue(value: OwnValue): ValueTest {
  switch (value.kind) {
    case 'number':
    case 'boolean': {
      const texts = new Set(equalTexts(value));
      return (found) => texts.has(fold(comparableText(found)));
    }
    case 'string':
      return compileString(value);
    case 'regex':
      return compileSearch(value);
    case 'cidr':
      return compileCidr(value);
    case 'compare':
      return compileCompare(value);
    case 'timepart':
      return compileTimePart(value);
    case 'expansion': {
      const tests = value.of.filter(isOwn).map(compileValue);
      return (found) => tests.some((test) => test(found));
    }
  }
}

/** The own values of some values, each expansion taken apart. */
export function ownValues(values: readonly SigmaValue[]): readonly OwnValue[] {
  return values.flatMap((value) =>
    value.kind === 'expansion' ? ownValues(value.of) : isOwn(value) ? [value] : [],
  );
}

export function isOwn(value: SigmaValue): value is OwnValue {
  return value.kind !== 'null' && value.kind !== 'exists' && value.kind !== 'fieldref';
}

function compileString({ parts, cased }: StringValue): ValueTest {
  const test = compileGlob(
    cased ? parts : parts.map((part) => (typeof part === 'string' ? fold(part) : part)),
  );
  return cased ? (found) => test(comparableText(found)) : (found) => test(fold(comparableText(found)));
}

/** There are letters whose lower case takes longer than the automaton; longer texts than any log has go straight to it. */
const WORTH_FOLDING = 65_536;

/** The engine's own search for what a match must contain turns most texts away before the automaton reads them. */
function compileSearch({ syntax }: RegexValue): ValueTest {
  const search = compileRegex(syntax);
  if (!search) {
    return () => false;
  }
  const literals = requiredLiterals(syntax);
  if (!literals) {
    return (found) => search(comparableText(found));
  }
  return (found) => {
    const text = comparableText(found);
    if (text.length > WORTH_FOLDING) {
      return search(text);
    }
    const folded = fold(text);
    return literals.some((literal) => folded.includes(literal)) && search(text);
  };
}

function compileCidr({ block }: CidrValue): ValueTest {
  return (found) => {
    const address = typeof found === 'string' ? parseAddress(found) : undefined;
    return address !== undefined && inBlock(address, block);
  };
}

function compileTimePart({ part, comparison, value }: TimePartValue): ValueTest {
  const test =
    comparison === 'equals'
      ? (found: JsonValue) => found === value
      : compileCompare({ kind: 'compare', comparison, value });
  return (found) => test(timePartOf(found, part));
}

function compileCompare({ comparison, value }: CompareValue): ValueTest {
  return (found) => {
    const actual = number(found);
    if (actual === undefined) {
      return false;
    }
    switch (comparison) {
      case 'lt':
        return actual < value;
      case 'lte':
        return actual <= value;
      case 'gt':
        return actual > value;
      case 'gte':
        return actual >= value;
    }
  };
}
