import type { OcsfEvent } from '../ocsf/event';
import type { Pipeline } from '../pipeline/compose';

/** Told of findings; repeated ones change nothing. */
export type Tell = (findings: readonly OcsfEvent[]) => Promise<unknown>;

export interface Told<Hit> {
  /** The pipeline, whose findings are kept for telling. */
  readonly pipeline: Pipeline<Hit>;
  /** Tells of what was kept, once there is this much of it. @default however little */
  tell(atLeast?: number): Promise<void>;
}

/**
 * Tells of the findings a pipeline makes. Those of informational rules are for reading in the lake: they are not kept,
 * for there may be one for every event.
 */
export function tellingFindings<Hit>(pipeline: Pipeline<Hit>, tell: Tell): Told<Hit> {
  let kept: OcsfEvent[] = [];
  return {
    pipeline: (event, timeMicros, source, sink) =>
      pipeline(event, timeMicros, source, {
        event: (masked, micros) => sink.event(masked, micros),
        hit: (hit, masked, micros) => sink.hit?.(hit, masked, micros),
        finding: (finding, micros, hit) => {
          if (finding.is_alert !== false) {
            kept.push(finding);
          }
          sink.finding(finding, micros, hit);
        },
      }),
    tell: async (atLeast = 1) => {
      if (kept.length < atLeast) {
        return;
      }
      const findings = kept;
      kept = [];
      await tell(findings);
    },
  };
}
