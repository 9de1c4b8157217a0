import type { DetectionItem, Expression } from './detection';
import { equalTexts, isOwn } from './match/value-test';

/** How dear it is to hold on to an item: the less, the fewer events come through. */
export type Cost = (item: DetectionItem) => number;

/**
 * Items of which at least one is true whenever the expression is: what an index may look for instead of trying
 * the rule. Undefined when there are none (a rule that is only a negation, or keywords).
 */
export function requiredItems(expression: Expression, cost: Cost): readonly DetectionItem[] | undefined {
  switch (expression.kind) {
    case 'item':
      return requiredItem(expression);
    case 'not':
      return undefined;
    case 'or': {
      const branches = expression.of.map((branch) => requiredItems(branch, cost));
      return branches.every((branch) => branch !== undefined) ? branches.flat() : undefined;
    }
    case 'and': {
      const choices = expression.of.flatMap((operand) => {
        const items = requiredItems(operand, cost);
        return items ? [{ items, cost: items.reduce((sum, item) => sum + cost(item), 0) }] : [];
      });
      return choices.toSorted((a, b) => a.cost - b.cost)[0]?.items;
    }
  }
}

function requiredItem(item: DetectionItem): readonly DetectionItem[] | undefined {
  if (item.field === undefined || item.negated || !item.values.every(isOwn)) {
    return undefined;
  }
  // Under `all` every value is required; one of them is enough to look for.
  return [item.linking === 'and' ? { ...item, linking: 'or', values: longest(item) } : item];
}

function longest(item: DetectionItem): DetectionItem['values'] {
  const size = (value: DetectionItem['values'][number]) =>
    equalTexts(value) ? 1_000_000 : JSON.stringify(value).length;
  return item.values.toSorted((a, b) => size(b) - size(a)).slice(0, 1);
}
