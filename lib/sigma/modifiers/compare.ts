import { fail, ok } from '../../result';
import type { Comparison } from '../value';
import { describeValue, eachValue, type Modifier } from './modifier';

export const lt = compare('lt');
export const lte = compare('lte');
export const gt = compare('gt');
export const gte = compare('gte');

/** The field as a number (decimal text counts), or a part of its time, against the value. */
function compare(comparison: Comparison): Modifier {
  return eachValue((value) =>
    value.kind === 'number'
      ? ok({ kind: 'compare', comparison, value: value.value })
      : value.kind === 'timepart' && value.comparison === 'equals'
        ? ok({ ...value, comparison })
        : fail(`needs a number without quotes, got ${describeValue(value)}`),
  );
}
