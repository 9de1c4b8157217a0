import type { Expression } from '../detection';
import { compileItem, type MatchContext, type Predicate } from './item';

/** A predicate for a whole expression. Closures for now; generated code may take their place behind this function. */
export function compileExpression(expression: Expression, context: MatchContext): Predicate {
  switch (expression.kind) {
    case 'item':
      return compileItem(expression, context);
    case 'not': {
      const inner = compileExpression(expression.of, context);
      return (event) => !inner(event);
    }
    case 'and':
      return conjunction(expression.of.map((operand) => compileExpression(operand, context)));
    case 'or': {
      const operands = expression.of.map((operand) => compileExpression(operand, context));
      return (event) => operands.some((operand) => operand(event));
    }
  }
}

function conjunction(operands: readonly Predicate[]): Predicate {
  const [first, second] = operands;
  if (operands.length === 2 && first && second) {
    return (event) => first(event) && second(event);
  }
  return (event) => operands.every((operand) => operand(event));
}
