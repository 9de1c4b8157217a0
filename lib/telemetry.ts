/** A number the platform tells of itself: CloudWatch's unit, its dimension, and what it means. */
export interface MetricDefinition {
  readonly unit: 'Count' | 'Seconds' | 'Bytes';
  /** The one dimension it is told by. @default none */
  readonly by?: string;
  readonly about: string;
}

/**
 * Every metric of the platform itself, by name. Handlers emit these and no others; alarms and dashboards name them
 * from here, so that none watches what nobody tells.
 */
export const METRICS = {
  /** By the promise of the way it came: `seconds`, `minutes` or `hours`. */
  Lag: { unit: 'Seconds', by: 'class', about: 'from a record that could be had to rules that looked at it' },
  RecordsWritten: { unit: 'Count', by: 'source', about: 'records that became events' },
  RecordsCollected: { unit: 'Count', by: 'source', about: 'records kept raw, without a parser' },
  BytesReceived: { unit: 'Bytes', by: 'source', about: 'bytes of logs, inflated, that came into the lake' },
  RecordsQuarantined: { unit: 'Count', about: 'records that found no place in the lake' },
  RecordsUnreadable: { unit: 'Count', about: 'records of a stream that no rule could look at' },
  Findings: { unit: 'Count', about: 'findings of rules, before they are grouped to alerts' },
  AlertsRaised: { unit: 'Count', by: 'level', about: 'alerts that were opened, or opened again' },
  AlertsGivenUp: { unit: 'Count', about: 'messages no channel took in four hours of trying' },
  TrailsNotProven: { unit: 'Count', about: 'trails that were tampered with or could not be proven' },
  BundleRefused: { unit: 'Count', about: 'looks at published rules that found them of no use' },
  BundleSequence: {
    unit: 'Count',
    about: 'when the rules in force were published, epoch seconds; 0: deployed',
  },
  EventsForwarded: { unit: 'Count', by: 'destination', about: 'events that a destination took' },
  EventsRefused: { unit: 'Count', by: 'destination', about: 'events that a destination will never take' },
  BytesScanned: { unit: 'Bytes', about: 'bytes that queries of the batch read' },
  JobsPostponed: { unit: 'Count', about: 'windows of jobs that the cost limit of the day left for later' },
  ObjectsMissed: { unit: 'Count', about: 'raw objects that no event told of, found by the sweep' },
  CanaryLag: {
    unit: 'Seconds',
    by: 'source',
    about: 'from a canary that was sent to its rows, the slower way',
  },
  CanaryLost: {
    unit: 'Count',
    by: 'source',
    about: 'canaries that did not come through, or that no rule saw',
  },
  CanariesSent: { unit: 'Count', about: 'canaries that were sent' },
  SourcesSilent: { unit: 'Count', by: 'source', about: '1 while nothing of the source comes that should' },
  AccountsSilent: { unit: 'Count', about: 'enrolled accounts of which nothing comes that should' },
  AccountsFailed: { unit: 'Count', about: 'accounts whose enrolment fails for longer than a day' },
  AccountsUnknown: { unit: 'Count', about: 'accounts that send for longer than a day and are not enrolled' },
  LedgerGaps: { unit: 'Count', about: 'raw objects and batches that the ledger has no account of' },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** What the three ways of the data promise: streams, objects, batch. */
export type LagClass = 'seconds' | 'minutes' | 'hours';

export type MetricName = keyof typeof METRICS;

/** Of a metric that is told by a dimension: its value, which must not be left out. */
export type DimensionOf<N extends MetricName> = (typeof METRICS)[N] extends { readonly by: string }
  ? readonly [of: string]
  : readonly [];
