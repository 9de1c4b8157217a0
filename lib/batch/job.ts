import type { WindowSize } from '../analytics/baseline';
import type { EngineRow } from '../analytics/profile';
import type { Window } from '../analytics/window';
import type { OcsfEvent } from '../ocsf/event';

/** One question that is asked of every hour or every day of the lake, once it is closed. */
export interface Job {
  /** The same for the same question: what is done is remembered by it. Letters, digits and hyphens. */
  readonly id: string;
  readonly size: WindowSize;
  /** Windows before the newest that are still asked when they were missed. */
  readonly back: number;
  sql(window: Window): string;
  /**
   * Makes findings of the answer, some hundred at a time. Taken again, as after a crash, it gives the same ones and
   * leaves everything as it is.
   */
  take(rows: AsyncIterable<EngineRow>, window: Window): AsyncIterable<readonly OcsfEvent[]>;
  /** Called after every run; `changed`: some window was done in it. */
  close?(changed: boolean): Promise<void>;
}
