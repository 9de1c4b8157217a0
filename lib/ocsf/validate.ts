import { fits } from './fits';
import { type Problem, report } from './report';

export type { Problem } from './report';

const NONE: readonly Problem[] = [];

/**
 * Everything the schema has to say of an event: errors, warnings (a profile not listed, a deprecated attribute, a
 * caption that disagrees with its id, an implausible time) and recommended attributes that are missing. Attributes that
 * are `undefined` count as absent. Takes anything and never throws; says no more than 1 000 things a level.
 */
export function validate(event: unknown): Problem[] {
  return report(event);
}

/** The errors alone. A valid event, the common case, costs a tenth of `validate`. */
export function errors(event: unknown): readonly Problem[] {
  return fits(event) ? NONE : report(event).filter(({ level }) => level === 'error');
}
