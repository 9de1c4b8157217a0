import type { OcsfEvent } from '../ocsf/event';
import type { Source } from '../sources/source';
import type { DetectionItem } from './detection';
import { itemCost } from './item-cost';
import { matchesLogsource } from './logsource';
import { clueOf, literalsOf } from './match/clue';
import { compileExpression } from './match/expression';
import type { Field } from './match/field';
import { type Fields, openFields } from './match/fields';
import type { Question } from './match/item';
import { type OwnValue, ownValues } from './match/value-test';
import { requiredItems } from './required';
import type { Rule } from './rule';
import { MANY } from './value';

/** A rule that matched. */
export interface Detection {
  readonly rule: Rule;
}

/** The rules that match an event of a source, in the order the rules were given. */
export type Detect = (event: OcsfEvent, source: Source) => readonly Detection[];

/**
 * Compiles the rules for the sources whose logs they are for. Each field is read once an event, whatever the number of
 * rules that ask for it, and its value wakes the rules it makes possible: the others cost nothing, so that the cost of an
 * event hardly grows with the number of rules.
 */
export function createDetector(rules: readonly Rule[], sources: readonly Source[]): Detect {
  const bySource = new Map(sources.map((source) => [source.id, compileFor(rules, source)]));
  return (event, source) => bySource.get(source.id)?.(event) ?? NONE;
}

const NONE: readonly Detection[] = Object.freeze([]);

interface Compiled {
  readonly detection: Detection;
  readonly holds: Question;
}

function compileFor(all: readonly Rule[], source: Source): (event: OcsfEvent) => readonly Detection[] {
  const rules = all.filter((rule) => matchesLogsource(rule.logsource, source.logsource));
  const woken = new Set<number>();
  const fields = openFields(source, (some) => {
    for (let index = 0; index < some.length; index++) {
      woken.add(some[index] as number);
    }
  });
  const compiled = rules.map((rule): Compiled => {
    return { detection: Object.freeze({ rule }), holds: compileExpression(rule.expression, fields) };
  });
  const { watched, always } = watchFields(rules, fields);
  return (event) => {
    fields.turnTo(event);
    woken.clear();
    for (const field of watched) {
      field.read();
    }
    const candidates = always.length === 0 && woken.size === 0 ? NOBODY : [...always, ...woken];
    return candidates.length === 0 ? NONE : tryRules(candidates, compiled);
  };
}

const NOBODY: number[] = [];

function tryRules(candidates: number[], compiled: readonly Compiled[]): readonly Detection[] {
  let hits: number[] | undefined;
  for (const rule of candidates) {
    if (compiled[rule]?.holds()) {
      hits ??= [];
      hits.push(rule);
    }
  }
  return hits?.sort((a, b) => a - b).map((rule) => (compiled[rule] as Compiled).detection) ?? NONE;
}

interface Watch {
  /** Fields to read in every event: their values wake rules. */
  readonly watched: readonly Field[];
  /** Rules that nothing wakes: tried on every event. */
  readonly always: readonly number[];
}

/** Lets each rule be woken by what it cannot match without, the rarest such thing. */
function watchFields(rules: readonly Rule[], fields: Fields): Watch {
  const dear = itemCost(rules);
  // A field the source does not know never matches: to wait for it costs nothing.
  const cost = (item: DetectionItem) => (fields.field(item.field) ? dear(item) : 0);
  const watched = new Set<Field>();
  const always: number[] = [];
  for (const [number, rule] of rules.entries()) {
    const items = requiredItems(rule.expression, cost, 'keywords');
    const signs = items?.flatMap((item) => signsOf(item, fields));
    if (!signs || signs.includes(undefined)) {
      always.push(number);
    }
    for (const sign of signs ?? []) {
      if (sign) {
        sign.field.mark(sign.value).wakes.push(number);
        watched.add(sign.field);
      }
    }
  }
  return { watched: [...watched], always };
}

/** A test whose success is a sign that a rule may match. */
interface Sign {
  readonly field: Field;
  readonly value: OwnValue;
}

/** Signs of which one shows whenever an item is true; undefined among them when something gives no sign. */
function signsOf(item: DetectionItem, fields: Fields): readonly (Sign | undefined)[] {
  const field = fields.field(item.field);
  const values = ownValues(item.values);
  if (!field || item.field !== undefined) {
    return field ? values.map((value) => ({ field, value })) : [];
  }
  return values.flatMap((value) => {
    const literals = literalsOf(clueOf(value));
    return literals.length === 0
      ? [undefined]
      : literals.map((text) => ({ field: fields.glance, value: containing(text) }));
  });
}

function containing(text: string): OwnValue {
  return { kind: 'string', parts: [MANY, text, MANY], cased: false };
}
