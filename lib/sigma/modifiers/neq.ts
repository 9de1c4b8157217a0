import { fail, ok } from '../../result';
import type { Modifier } from './modifier';

/**
 * The field is there and differs from every value. An absent field does not: it has nothing that could differ,
 * and SQL's `<>` agrees.
 */
export const neq: Modifier = (draft) =>
  draft.values.some((value) => value.kind === 'null' || value.kind === 'exists')
    ? fail('cannot negate null or exists: negate the detection in the condition')
    : ok({ ...draft, negated: true });
