import { type DetectionItem, itemsOf } from './detection';
import { type Clue, clueOf } from './match/clue';
import { equalTexts, ownValues } from './match/value-test';
import type { Rule } from './rule';

/** How many other rules' worth of events each kind of test lets through, as a rule of thumb. */
const LITERAL = 10;
const SHORT_LITERAL = 200;
const UNKNOWN = 1000;
/** From this length on a literal is rare in what it is not meant for. */
const TELLING = 4;
/** A field that few rules look at must be read in every event for them. */
const RARE_FIELD = 50;
/** Keywords look through the whole event. */
const KEYWORDS = 500;

/**
 * How dear it is to wait for an item: the events it lets through, and what it costs to look. Values that many rules
 * ask for are common in events too; literals are rare; of other tests nothing is known.
 */
export function itemCost(rules: readonly Rule[]): (item: DetectionItem) => number {
  const items = rules.flatMap((rule) => itemsOf(rule.expression));
  const uses = countEach(items.flatMap(keysOf));
  const fields = countEach(items.map(({ field }) => field ?? ''));
  return (item) => {
    const place = item.field === undefined ? KEYWORDS : RARE_FIELD / (fields.get(item.field) ?? 1);
    const popularity = keysOf(item).reduce((sum, key) => sum + (uses.get(key) ?? 0), 0);
    return ownValues(item.values).reduce((sum, value) => sum + kindCost(clueOf(value)), place + popularity);
  };
}

function kindCost(clue: Clue): number {
  switch (clue.kind) {
    case 'equal':
      return 0;
    case 'affix':
      return clue.literal.length < TELLING ? SHORT_LITERAL : LITERAL;
    case 'guarded':
      return clue.literals.some(({ length }) => length < TELLING) ? SHORT_LITERAL : LITERAL;
    case 'any':
      return UNKNOWN;
  }
}

function keysOf(item: DetectionItem): readonly string[] {
  return ownValues(item.values).flatMap(
    (value) => equalTexts(value)?.map((text) => `${item.field}\n${text}`) ?? [],
  );
}

function countEach(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
