import { isObject, type JsonObject, type JsonValue } from '../json';
import type { OcsfEvent } from '../ocsf/event';
import type { Source } from '../sources/source';
import type { DetectionItem, Expression } from './detection';
import { inBlock, parseAddress } from './ip';
import { leavesOf } from './match/keywords';
import { timePartOf } from './modifiers/time-part';
import { compileRegex } from './regex/matcher';
import type { Rule } from './rule';
import type { Part, SigmaValue } from './value';

type Fields = Pick<Source, 'fieldPaths'>;

/**
 * Whether a rule matches an event, worked out step by step from the rule as read: no index, no compilation. Slow,
 * plain, and what the compiled predicate and the SQL are tested against.
 */
export function evaluate(rule: Rule, event: OcsfEvent, source: Fields): boolean {
  return holds(rule.expression, event as JsonObject, source);
}

function holds(expression: Expression, event: JsonObject, source: Fields): boolean {
  switch (expression.kind) {
    case 'not':
      return !holds(expression.of, event, source);
    case 'and':
      return expression.of.every((operand) => holds(operand, event, source));
    case 'or':
      return expression.of.some((operand) => holds(operand, event, source));
    case 'item':
      return itemHolds(expression, event, source);
  }
}

function itemHolds(item: DetectionItem, event: JsonObject, source: Fields): boolean {
  const keyword = item.field === undefined;
  const paths = source.fieldPaths(item.field ?? '');
  if (!keyword && paths.length === 0) {
    return false;
  }
  const found = keyword ? leavesOf(event) : paths.flatMap((path) => valuesAt(event, path.split('.')));
  const present = found.filter((value) => value !== null);
  const one = (value: SigmaValue): boolean => {
    switch (value.kind) {
      case 'null':
        return present.length === 0;
      case 'exists':
        return paths.some((path) => isThere(event, path.split('.'))) === value.value;
      case 'expansion':
        return value.of.some(one);
      case 'fieldref': {
        const others = source.fieldPaths(value.field).flatMap((path) => valuesAt(event, path.split('.')));
        return others
          .filter((other) => other !== null)
          .some((other) => present.some((mine) => refers(mine, other, value)));
      }
      default:
        return present.some((actual) => matches(actual, value));
    }
  };
  const met = item.linking === 'and' ? item.values.every(one) : item.values.some(one);
  return item.negated ? present.length > 0 && !met : met;
}

type Reference = SigmaValue & { kind: 'fieldref' };
type Own = Exclude<SigmaValue, { kind: 'null' | 'exists' | 'expansion' | 'fieldref' }>;

function refers(mine: JsonValue, other: JsonValue, { affix, cased }: Reference): boolean {
  const [text, wanted] = [asText(mine), asText(other)].map((side) => (cased ? side : folded(side))) as [
    string,
    string,
  ];
  return affix === 'equals'
    ? text === wanted
    : affix === 'contains'
      ? text.includes(wanted)
      : affix === 'startswith'
        ? text.startsWith(wanted)
        : text.endsWith(wanted);
}

function matches(actual: JsonValue, value: Own): boolean {
  const text = asText(actual);
  switch (value.kind) {
    case 'string':
      return value.cased ? globMatches(text, value.parts) : globMatches(folded(text), value.parts.map(lower));
    case 'number':
      return [value.text, String(value.value)].map(folded).includes(folded(text));
    case 'boolean':
      return folded(text) === String(value.value);
    case 'regex':
      return compileRegex(value.syntax)?.(text) ?? false;
    case 'cidr': {
      const address = parseAddress(text);
      return address !== undefined && typeof actual === 'string' && inBlock(address, value.block);
    }
    case 'timepart': {
      const part = timePartOf(actual, value.part) ?? Number.NaN;
      const { comparison, value: limit } = value;
      return (
        (part === limit && comparison !== 'lt' && comparison !== 'gt') ||
        (part < limit && comparison.startsWith('l')) ||
        (part > limit && comparison.startsWith('g'))
      );
    }
    case 'compare': {
      const number =
        typeof actual === 'number'
          ? actual
          : typeof actual === 'string' && DECIMAL.test(actual)
            ? Number(actual)
            : Number.NaN;
      const { comparison, value: limit } = value;
      return (
        Number.isFinite(number) &&
        (comparison === 'lt'
          ? number < limit
          : comparison === 'lte'
            ? number <= limit
            : comparison === 'gt'
              ? number > limit
              : number >= limit)
      );
    }
  }
}

/** Every value at a path; a list stands for its elements. */
function valuesAt(value: JsonValue, [name, ...rest]: readonly string[]): readonly JsonValue[] {
  if (Array.isArray(value) && (name === undefined || !/^\d+$/.test(name))) {
    return value.flatMap((element) => valuesAt(element, name === undefined ? [] : [name, ...rest]));
  }
  if (name === undefined) {
    return value === undefined ? [] : [value];
  }
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? valuesAt((value as JsonObject)[name], rest)
    : [];
}

function isThere(value: JsonValue, path: readonly string[]): boolean {
  const name = path.at(-1) ?? '';
  const holders = path.length === 1 ? [value] : valuesAt(value, path.slice(0, -1));
  return holders.some(
    (holder) =>
      (isObject(holder) || Array.isArray(holder)) &&
      Object.hasOwn(holder, name) &&
      (holder as JsonObject)[name] !== undefined,
  );
}

/** Wildcards by trying every split: exponential in theory, obviously right. */
function globMatches(text: string, parts: readonly Part[]): boolean {
  const [first, ...rest] = parts;
  if (first === undefined) {
    return text === '';
  }
  if (typeof first === 'string') {
    return text.startsWith(first) && globMatches(text.slice(first.length), rest);
  }
  if (first.wild === '?') {
    return text !== '' && globMatches(text.slice(1), rest);
  }
  for (let skip = 0; skip <= text.length; skip++) {
    if (globMatches(text.slice(skip), rest)) {
      return true;
    }
  }
  return false;
}

function lower(part: Part): Part {
  return typeof part === 'string' ? folded(part) : part;
}

/** Lower case; the Greek sigma at the end of a word is as any other. */
function folded(text: string): string {
  return text.toLowerCase().replace(/ς/g, 'σ');
}

const DECIMAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;

function asText(value: JsonValue): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
