import type { DetectionItem } from '../sigma/detection';
import { equalTexts } from '../sigma/match/value-test';
import { requiredItems } from '../sigma/required';
import type { Rule } from '../sigma/rule';

/**
 * What a rule costs an event that it does not match. `lookup`: an equality decides, found in an index; `pattern`: a
 * pattern is tried on each new value of one field; `every-event`: the whole rule is tried on every event of its logs.
 */
export const COST_CLASSES = ['lookup', 'pattern', 'every-event'] as const;
export type CostClass = (typeof COST_CLASSES)[number];

/** Cost class of a rule, by what the detector's index can make of it. */
export function costClassOf(rule: Rule): CostClass {
  const required = requiredItems(rule.expression, cost);
  if (!required) {
    return 'every-event';
  }
  return required.every((item) => patterns(item) === 0) ? 'lookup' : 'pattern';
}

function cost(item: DetectionItem): number {
  return 1 + 1000 * patterns(item);
}

function patterns({ values }: DetectionItem): number {
  return values.filter((value) => equalTexts(value) === undefined).length;
}
