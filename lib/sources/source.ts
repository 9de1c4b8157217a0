import type { Envelope } from '../intake/item';
import type { JsonValue } from '../json';
import type { OcsfEvent } from '../ocsf/event';

/** How soon events of a source must be looked at: seconds, minutes, hours (the seed's three classes). */
export type Criticality = 'critical' | 'important' | 'normal';

/** Which layer of the shared-responsibility model a source lets the user see. */
export type ResponsibilityLayer = 'control-plane' | 'network' | 'identity' | 'data' | 'application' | 'host';

/** Sigma's logsource: what a rule's `logsource:` block must match to be tried on a source's events. */
export interface SigmaLogsource {
  readonly product?: string;
  readonly service?: string;
  readonly category?: string;
}

/** How each cloud delivers the source to the raw store; infra, onboarding and the docs are derived from it. */
export interface Collection {
  readonly cloud: 'aws' | 'azure' | 'gcp' | 'any';
  /** The cloud's own delivery, in its own words: "organization trail to S3". */
  readonly delivery: string;
  /** Whether the events can also reach a stream (EventBridge, Event Hubs, Pub/Sub), so that real-time rules apply. */
  readonly stream: boolean;
  /** How AWS brings it; what is deployed there follows from it. Absent for sources of other clouds. */
  readonly aws?: AwsCollection;
}

/** The ways of a source on AWS. */
export interface AwsCollection {
  /**
   * Folders of raw keys that say which source wrote them: `AWSLogs/<account>/<folder>/<region>/…`; for log groups,
   * the part of the key before the region.
   */
  readonly folders: readonly string[];
  /** `detail-type`s of the EventBridge events by which the same records reach the stream. @default none */
  readonly detailTypes?: readonly string[];
  /** Whether the raw folder is filled by the bus, since the service writes no objects itself. @default false */
  readonly rawFromBus?: boolean;
}

/** Where a record came from. Nothing in it may change the event, only the columns beside it. */
export interface Origin {
  /** Identity of the input: SHA-256 of its bytes on a laptop; store/bucket/key/version in a cloud. */
  readonly input: string;
  /** What a person calls the input: a path, an object key. */
  readonly path: string;
}

/** Takes a finished event and its time in microseconds since the epoch (the source's own precision). */
export type EmitEvent = (event: OcsfEvent, timeMicros: number) => void;

/**
 * What became of one record. `written` means that at least one event was emitted; a header is no record at all;
 * `collected` ones are kept raw, since the source has no events of them (yet).
 */
export type Outcome =
  | { readonly kind: 'written' }
  | { readonly kind: 'header' }
  | { readonly kind: 'collected' }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'quarantined'; readonly reason: string };

export const WRITTEN: Outcome = { kind: 'written' };
export const HEADER: Outcome = { kind: 'header' };
export const COLLECTED: Outcome = { kind: 'collected' };
export const skipped = (reason: string): Outcome => ({ kind: 'skipped', reason });
export const quarantined = (reason: string): Outcome => ({ kind: 'quarantined', reason });

/**
 * Maps one record. It may throw: the caller quarantines the record with the message. Of the envelope only that may
 * become part of the event which every delivery says alike: a log line's group, owner, time and id.
 */
export type Normalise = (record: JsonValue, emit: EmitEvent, envelope?: Envelope) => Outcome;

/**
 * A log source: everything the platform knows of it. A folder under `lib/sources/` and one line in the index;
 * config enum, collection, field map, lint, documentation follow from it.
 */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly product: { readonly vendor_name: string; readonly name: string };
  readonly logsource: readonly SigmaLogsource[];
  /** OCSF classes its events can have. */
  readonly classes: readonly number[];
  readonly collection: Collection;
  readonly layer: ResponsibilityLayer;
  readonly criticality: Criticality;
  /** One JSON value a record, or one line of text a record. */
  readonly shape: 'json' | 'line';
  /** Whether a record (JSON value or line) has this source's structure. Cheap, never throws. */
  recognise(record: JsonValue): boolean;
  /**
   * Whether an envelope says that what it holds is this source's, whatever it looks like: what a program logs must not
   * pass for another source's records. @default no envelope does
   */
  claims?(envelope: Envelope): boolean;
  /** A reader for one input: it may keep what the input's records share (a header line). */
  open(origin: Origin): Normalise;
  /** OCSF paths of a Sigma field name in this source's events; empty when the source can never supply it. */
  fieldPaths(field: string): readonly string[];
  /** A few field names rules commonly use, for lint's suggestions and the documentation. */
  readonly fields: readonly string[];
}
