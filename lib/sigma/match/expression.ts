import type { Expression } from '../detection';
import type { Fields } from './fields';
import { compileItem, every, type Question, some } from './item';

/** The question a whole expression asks. */
export function compileExpression(expression: Expression, fields: Fields): Question {
  switch (expression.kind) {
    case 'item':
      return compileItem(expression, fields);
    case 'not': {
      const inner = compileExpression(expression.of, fields);
      return () => !inner();
    }
    case 'and':
      return every(expression.of.map((operand) => compileExpression(operand, fields)));
    case 'or':
      return some(expression.of.map((operand) => compileExpression(operand, fields)));
  }
}
