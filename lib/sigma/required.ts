import type { DetectionItem, Expression } from './detection';
import { isOwn } from './match/value-test';

/** How dear it is to hold on to an item: the less, the fewer events come through. */
export type Cost = (item: DetectionItem) => number;

/**
 * Items of which at least one is true whenever the expression is: what an index may look for instead of trying
 * the rule. Undefined when there are none (a rule that is only a negation). Keywords count only when asked for.
 */
export function requiredItems(
  expression: Expression,
  cost: Cost,
  keywords: 'keywords' | 'no keywords' = 'no keywords',
): readonly DetectionItem[] | undefined {
  switch (expression.kind) {
    case 'item':
      return expression.field === undefined && keywords === 'no keywords'
        ? undefined
        : requiredItem(expression, cost);
    case 'not':
      return undefined;
    case 'or': {
      const branches = expression.of.map((branch) => requiredItems(branch, cost, keywords));
      return branches.every((branch) => branch !== undefined) ? branches.flat() : undefined;
    }
    case 'and': {
      const choices = expression.of.flatMap((operand) => {
        const items = requiredItems(operand, cost, keywords);
        return items ? [{ items, cost: items.reduce((sum, item) => sum + cost(item), 0) }] : [];
      });
      return choices.toSorted((a, b) => a.cost - b.cost)[0]?.items;
    }
  }
}

function requiredItem(item: DetectionItem, cost: Cost): readonly DetectionItem[] | undefined {
  if (item.negated || !item.values.every(isOwn)) {
    return undefined;
  }
  if (item.linking === 'or') {
    return [item];
  }
  // Under `all` every value is required: the cheapest of them is enough to look for.
  const single = item.values.map((value): DetectionItem => ({ ...item, linking: 'or', values: [value] }));
  return single.toSorted((a, b) => cost(a) - cost(b)).slice(0, 1);
}
