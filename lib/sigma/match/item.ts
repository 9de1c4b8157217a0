import type { JsonObject } from '../../json';
import type { OcsfEvent } from '../../ocsf/event';
import type { DetectionItem } from '../detection';
import type { FieldReference, SigmaValue } from '../value';
import { isPresent, type Segments, segmentsOf, someValue, type ValueTest } from './path';
import { comparableText, fold } from './text';
import { compileValue, equalTexts, isOwn } from './value-test';

export type Predicate = (event: OcsfEvent) => boolean;

/** What compiling needs of a source, and where keywords find the event's texts. */
export interface MatchContext {
  fieldPaths(field: string): readonly string[];
  leaves(event: OcsfEvent): readonly string[];
}

const NEVER: Predicate = () => false;

/** A predicate for one line of a detection. A field the source does not know never matches, not even `null`. */
export function compileItem(item: DetectionItem, context: MatchContext): Predicate {
  if (item.field === undefined) {
    return compileKeywords(item, context);
  }
  const paths = context.fieldPaths(item.field).map(segmentsOf);
  if (paths.length === 0) {
    return NEVER;
  }
  const tests =
    item.linking === 'and'
      ? item.values.map((value) => compileOne(value, paths, context))
      : compileAny(item.values, paths, context);
  const [only] = tests;
  const met = tests.length === 1 && only ? only : joined(tests, item.linking);
  return item.negated ? (event) => hasValue(event, paths) && !met(event) : met;
}

/** Joined by or: equalities become one set, other tests of a value one walk. */
function compileAny(
  values: readonly SigmaValue[],
  paths: readonly Segments[],
  context: MatchContext,
): readonly Predicate[] {
  const equal = new Set<string>();
  const tests: ValueTest[] = [];
  const rest: Predicate[] = [];
  for (const value of values) {
    const texts = equalTexts(value);
    if (texts) {
      for (const text of texts) {
        equal.add(text);
      }
    } else if (isOwn(value)) {
      tests.push(compileValue(value));
    } else {
      rest.push(compileOne(value, paths, context));
    }
  }
  if (equal.size > 0) {
    tests.unshift((found) => equal.has(fold(comparableText(found))));
  }
  const [only] = tests;
  if (!only) {
    return rest;
  }
  const test: ValueTest = tests.length === 1 ? only : (found) => tests.some((one) => one(found));
  return [over(paths, test), ...rest];
}

function compileOne(value: SigmaValue, paths: readonly Segments[], context: MatchContext): Predicate {
  switch (value.kind) {
    case 'null':
      return (event) => !hasValue(event, paths);
    case 'exists':
      return (event) => paths.some((path) => isPresent(event as JsonObject, path)) === value.value;
    case 'fieldref':
      return compileReference(value, paths, context);
    default:
      return over(paths, compileValue(value));
  }
}

function compileReference(
  reference: FieldReference,
  paths: readonly Segments[],
  context: MatchContext,
): Predicate {
  const others = context.fieldPaths(reference.field).map(segmentsOf);
  const prepare = reference.cased
    ? comparableText
    : (value: Parameters<ValueTest>[0]) => fold(comparableText(value));
  return (event) => {
    const matches = over(others, (other) => {
      const wanted = prepare(other);
      return over(paths, (found) => compareTexts(prepare(found), wanted, reference))(event);
    });
    return matches(event);
  };
}

function compareTexts(text: string, wanted: string, { affix }: FieldReference): boolean {
  switch (affix) {
    case 'equals':
      return text === wanted;
    case 'contains':
      return text.includes(wanted);
    case 'startswith':
      return text.startsWith(wanted);
    case 'endswith':
      return text.endsWith(wanted);
  }
}

/** Keywords: each value in any text of the event. */
function compileKeywords(item: DetectionItem, context: MatchContext): Predicate {
  const tests = item.values.filter(isOwn).map((value): Predicate => {
    const test = compileValue(value);
    return (event) => context.leaves(event).some(test);
  });
  return joined(tests, item.linking);
}

function over(paths: readonly Segments[], test: ValueTest): Predicate {
  const [only] = paths;
  if (paths.length === 1 && only) {
    return (event) => someValue(event as JsonObject, only, test);
  }
  return (event) => paths.some((path) => someValue(event as JsonObject, path, test));
}

function hasValue(event: OcsfEvent, paths: readonly Segments[]): boolean {
  return paths.some((path) => someValue(event as JsonObject, path, () => true));
}

function joined(predicates: readonly Predicate[], linking: 'or' | 'and'): Predicate {
  return linking === 'or'
    ? (event) => predicates.some((predicate) => predicate(event))
    : (event) => predicates.every((predicate) => predicate(event));
}
