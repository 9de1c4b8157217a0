import { ok } from '../../result';
import type { Modifier } from './modifier';

/** Every value must be met, not one of them. */
export const all: Modifier = (draft) => ok({ ...draft, linking: 'and' });
