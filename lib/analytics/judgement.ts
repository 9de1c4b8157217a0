import type { Baseline } from './baseline';
import { entityKey, type Usual, type Usuals } from './usual';
import type { Window } from './window';

/** What an entity did in a window, or has done so far. */
export interface Observation {
  readonly window: Window;
  /** Its columns, as the definition lists them. */
  readonly entity: readonly string[];
  readonly amount: number;
  /** False while more may come in the window: the amount is then a least one. */
  readonly whole: boolean;
  /** Where values are judged. */
  readonly value?: string;
  /** Time of the earliest event, microseconds since the epoch. */
  readonly firstMicros: number;
  /** Id of that event. */
  readonly eventUid?: string;
}

/** An entity left its usual ways. */
export interface Judgement extends Observation {
  readonly baseline: Baseline;
  readonly usual: Usual;
}

/** Whether what was observed is unusual for the entity; never so for one whose past is not known. */
export function judgementOf(
  baseline: Baseline,
  usuals: Usuals,
  observation: Observation,
): Judgement | undefined {
  const usual = usuals.get(entityKey(observation.entity));
  return usual && isUnusual(usual, observation) ? { ...observation, baseline, usual } : undefined;
}

function isUnusual(usual: Usual, { amount, value }: Observation): boolean {
  return usual.kind === 'amount' ? amount > usual.threshold : value !== undefined && !usual.values.has(value);
}
