import { ok, type Result } from '../../result';

/** Where the lake has something for a value, and the text that stands there. */
export interface StandIn {
  readonly path: string;
  readonly text: string;
}

/** What masking made of a source's events on their way to the lake, as far as a rule must know. */
export interface LakeView {
  /**
   * What stands in the lake for a whole value at a path, compared without case: the value itself, or its token. The
   * problem says why nothing there tells it from other values.
   */
  standIns(path: string, text: string): Result<readonly StandIn[]>;
  /** Why a pattern with such literals finds other values than before masking; without a path, anywhere in the event. */
  refusesPattern(path: string | undefined, literals: readonly string[]): string | undefined;
  /** Why the lake cannot tell whether there was a value at a path. */
  refusesPresence(path: string): string | undefined;
}

/** A lake whose events are as the rules saw them. */
export const CLEAR: LakeView = {
  standIns: (path, text) => ok([{ path, text }]),
  refusesPattern: () => undefined,
  refusesPresence: () => undefined,
};
