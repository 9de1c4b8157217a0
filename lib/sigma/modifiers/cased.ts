import { fail, ok } from '../../result';
import { describeValue, eachValue } from './modifier';

/** Upper and lower case differ. */
export const cased = eachValue((value) =>
  value.kind === 'string' || value.kind === 'fieldref'
    ? ok({ ...value, cased: true })
    : fail(`needs text, got ${describeValue(value)}`),
);
