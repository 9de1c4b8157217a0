import type { OcsfEvent } from '../ocsf/event';
import type { Source } from '../sources/source';
import { compileRule, matchContext } from './compile';
import { type DetectionItem, itemsOf } from './detection';
import { FieldIndex } from './field-index';
import { matchesLogsource } from './logsource';
import type { Predicate } from './match/item';
import { segmentsOf } from './match/path';
import { equalTexts } from './match/value-test';
import { requiredItems } from './required';
import type { Rule } from './rule';

/** A rule that matched. */
export interface Detection {
  readonly rule: Rule;
}

/** The rules that match an event of a source, in the order the rules were given. */
export type Detect = (event: OcsfEvent, source: Source) => readonly Detection[];

/**
 * Compiles the rules for the sources whose logs they are for. An index over the fields that rules fix decides
 * which rules are tried at all, so that the cost of an event hardly grows with the number of rules.
 */
export function createDetector(rules: readonly Rule[], sources: readonly Source[]): Detect {
  const bySource = new Map(sources.map((source) => [source.id, compileFor(rules, source)]));
  return (event, source) => bySource.get(source.id)?.(event) ?? NONE;
}

const NONE: readonly Detection[] = Object.freeze([]);

interface Compiled {
  readonly detection: Detection;
  readonly matches: Predicate;
}

function compileFor(all: readonly Rule[], source: Source): (event: OcsfEvent) => readonly Detection[] {
  const rules = all.filter((rule) => matchesLogsource(rule.logsource, source.logsource));
  const leaves = rememberLeaves(source);
  const compiled = rules.map((rule): Compiled => {
    return { detection: Object.freeze({ rule }), matches: compileRule(rule, source, leaves.context) };
  });
  const stamps = new Float64Array(rules.length);
  let turn = 0;
  let candidates: number[] = [];
  const take = (found: readonly number[]) => {
    for (const rule of found) {
      if (stamps[rule] !== turn) {
        stamps[rule] = turn;
        candidates.push(rule);
      }
    }
  };
  const { indexes, always } = indexRules(rules, source, take);
  return (event) => {
    turn++;
    candidates = [...always];
    leaves.forget();
    for (const index of indexes) {
      index.visit(event);
    }
    return candidates.length === 0 ? NONE : tryRules(candidates, compiled, event);
  };
}

function tryRules(
  candidates: number[],
  compiled: readonly Compiled[],
  event: OcsfEvent,
): readonly Detection[] {
  if (candidates.length > 1) {
    candidates.sort((a, b) => a - b);
  }
  let hits: Detection[] | undefined;
  for (const rule of candidates) {
    const { matches, detection } = compiled[rule] as Compiled;
    if (matches(event)) {
      hits ??= [];
      hits.push(detection);
    }
  }
  return hits ?? NONE;
}

interface RuleIndex {
  readonly indexes: readonly FieldIndex[];
  /** Rules no index can spare: tried on every event. */
  readonly always: readonly number[];
}

function indexRules(
  rules: readonly Rule[],
  source: Source,
  take: (rules: readonly number[]) => void,
): RuleIndex {
  const cost = itemCost(rules);
  const indexes = new Map<string, FieldIndex>();
  const always: number[] = [];
  for (const [number, rule] of rules.entries()) {
    const items = requiredItems(rule.expression, cost);
    if (!items) {
      always.push(number);
    }
    for (const item of items ?? []) {
      const paths = source.fieldPaths(item.field ?? '');
      const key = paths.join('\n');
      const index = indexes.get(key) ?? new FieldIndex(paths.map(segmentsOf), take);
      index.add(item, number);
      // A field the source does not know never matches: the rule needs no place in any index.
      if (paths.length > 0) {
        indexes.set(key, index);
      }
    }
  }
  return { indexes: [...indexes.values()], always };
}

/**
 * Equalities cost what other rules share them; patterns, which must be tried on each new value, cost more. A field
 * that few rules look at costs too: each field in the index is looked up in every event.
 */
function itemCost(rules: readonly Rule[]): (item: DetectionItem) => number {
  const items = rules.flatMap((rule) => itemsOf(rule.expression));
  const keys = (item: DetectionItem) =>
    item.values.flatMap((value) => equalTexts(value)?.map((text) => `${item.field}\n${text}`) ?? []);
  const uses = countEach(items.flatMap(keys));
  const fields = countEach(items.map((item) => item.field ?? ''));
  return (item) => {
    const patterns = item.values.filter((value) => !equalTexts(value)).length;
    const rarity = RARE_FIELD / (fields.get(item.field ?? '') ?? 1);
    return keys(item).reduce((sum, key) => sum + (uses.get(key) ?? 0), patterns * PATTERN + rarity);
  };
}

const PATTERN = 100;
const RARE_FIELD = 50;

function countEach(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Keyword rules all look through the same texts of an event: gathered once an event. */
function rememberLeaves(source: Source) {
  const context = matchContext(source);
  let current: readonly string[] | undefined;
  const leaves = (event: OcsfEvent) => {
    current ??= context.leaves(event);
    return current;
  };
  return {
    context: { ...context, leaves },
    forget: () => {
      current = undefined;
    },
  };
}
