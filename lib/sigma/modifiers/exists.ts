import { fail, ok } from '../../result';
import { describeValue, eachValue } from './modifier';

/** The field is there (`true`), whatever its value, or is not (`false`). */
export const exists = eachValue((value) =>
  value.kind === 'boolean'
    ? ok({ kind: 'exists', value: value.value })
    : fail(`needs true or false, got ${describeValue(value)}`),
);
