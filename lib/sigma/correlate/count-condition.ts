import { isMap, type YAMLMap } from 'yaml';
import { countErrors } from '../header';
import { entries, type Reader, reportError, textOf, type YamlNode } from '../reader';

export const BOUNDS = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;
export type Bound = (typeof BOUNDS)[number];

/** Bounds on a count, all of which must hold: `{gt: 100, lte: 200}`. */
export type CountCondition = Readonly<Partial<Record<Bound, number>>>;

const TESTS: Readonly<Record<Bound, (count: number, limit: number) => boolean>> = {
  gt: (count, limit) => count > limit,
  gte: (count, limit) => count >= limit,
  lt: (count, limit) => count < limit,
  lte: (count, limit) => count <= limit,
  eq: (count, limit) => count === limit,
  neq: (count, limit) => count !== limit,
};

/** Whether a count is what the condition asks for. */
export function countHolds(condition: CountCondition, count: number): boolean {
  return BOUNDS.every((bound) => {
    const limit = condition[bound];
    return limit === undefined || TESTS[bound](count, limit);
  });
}

/** Whether more events can only ever make it true: such a condition may be judged at once. */
export function onlyGrows({ lt, lte, eq, neq }: CountCondition): boolean {
  return [lt, lte, eq, neq].every((bound) => bound === undefined);
}

/** The highest count the condition speaks of: what the engine must be able to count to, and one more. */
export function highestBound(condition: CountCondition): number {
  return Math.max(0, ...BOUNDS.map((bound) => condition[bound] ?? 0));
}

/**
 * Reads `condition:` of a correlation, without its `field`. Undefined where there is none, or, with the problems
 * reported, when it is wrong. Source: Sigma correlation rules specification 2.0, Condition.
 */
export function parseCountCondition(reader: Reader, node: YamlNode): CountCondition | undefined {
  if (node === undefined) {
    return undefined;
  }
  if (!isMap(node)) {
    reportError(reader, node, `condition must be a map of ${BOUNDS.join(', ')}, such as gte: 10`);
    return undefined;
  }
  const errorsBefore = countErrors(reader);
  const condition = readBounds(reader, node);
  if (countErrors(reader) > errorsBefore) {
    return condition;
  }
  if (Object.keys(condition).length === 0) {
    reportError(reader, node, `condition has no bound: give one of ${BOUNDS.join(', ')}`);
  } else if (!satisfiable(condition)) {
    reportError(reader, node, 'condition can never hold: its bounds leave no count');
  }
  return condition;
}

function readBounds(reader: Reader, node: YAMLMap): CountCondition {
  const condition: Partial<Record<Bound, number>> = {};
  for (const { key, keyNode, value } of entries(reader, node)) {
    const bound = BOUNDS.find((name) => name === key);
    const text = bound && textOf(reader, value, `condition.${key}`);
    if (!bound && key !== 'field') {
      reportError(
        reader,
        keyNode,
        `condition.${key} is unknown; there are ${BOUNDS.join(', ')} and, for value_count, field`,
      );
    } else if (bound && !/^\d{1,9}$/.test(text ?? '')) {
      reportError(
        reader,
        keyNode,
        `condition.${key} must be a whole number from 0, got ${text ?? 'nothing'}`,
      );
    } else if (bound) {
      condition[bound] = Number(text);
    }
  }
  return condition;
}

/** Only counts next to a bound need be tried: between bounds nothing changes. */
function satisfiable(condition: CountCondition): boolean {
  return BOUNDS.flatMap((bound) => {
    const limit = condition[bound];
    return limit === undefined ? [] : [limit - 1, limit, limit + 1];
  }).some((count) => count >= 0 && countHolds(condition, count));
}
