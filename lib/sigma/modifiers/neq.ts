import { fail, ok } from '../../result';
import type { Modifier } from './modifier';

/**
 * The field is there and differs from every value. An absent field does not: it has nothing that could differ,
 * and SQL's `<>` agrees. From null, whatever is there differs.
 */
export const neq: Modifier = (draft) =>
  draft.values.some((value) => value.kind === 'exists')
    ? fail('cannot negate exists: write the opposite')
    : ok({ ...draft, negated: true });
