import type { OcsfEvent } from '../ocsf/event';
import type { Source } from '../sources/source';

/** The stages an event passes after a source has normalised it; each is a function made once for a run. */
export interface Stages<Hit> {
  /** Adds what the platform knows of addresses, users and accounts. In place. */
  readonly enrich: (event: OcsfEvent) => void;
  /** The rules that match, on clear values. */
  readonly detect: (event: OcsfEvent, source: Source) => readonly Hit[];
  /** Removes or tokenises personal data as the policy says. In place; nothing clear passes it. */
  readonly mask: (event: OcsfEvent, source: string) => void;
  /** The finding of a hit, made from the masked event; none for a rule that only serves correlations. */
  readonly report: (hit: Hit, event: OcsfEvent, timeMicros: number, source: Source) => OcsfEvent | undefined;
}

/** Takes what leaves the pipeline. */
export interface EventSink<Hit> {
  event(event: OcsfEvent, timeMicros: number): void;
  /** Every hit, on the masked event: what correlations are made of. Left out where nothing is correlated. */
  hit?(hit: Hit, event: OcsfEvent, timeMicros: number): void;
  finding(finding: OcsfEvent, timeMicros: number, hit: Hit): void;
}

export type Pipeline<Hit> = (
  event: OcsfEvent,
  timeMicros: number,
  source: Source,
  sink: EventSink<Hit>,
) => void;

/**
 * The way of every event, the same on every cloud: enrich → detect → mask → write, and of each hit: to the
 * correlations, and a finding.
 * Detection sees clear values, so that geography, threat intelligence and `cidr` work; nothing clear is written.
 */
export function composePipeline<Hit>(stages: Stages<Hit>): Pipeline<Hit> {
  return (event, timeMicros, source, sink) => {
    stages.enrich(event);
    const hits = stages.detect(event, source);
    stages.mask(event, source.id);
    sink.event(event, timeMicros);
    for (const hit of hits) {
      sink.hit?.(hit, event, timeMicros);
      const finding = stages.report(hit, event, timeMicros, source);
      if (finding) {
        sink.finding(finding, timeMicros, hit);
      }
    }
  };
}
