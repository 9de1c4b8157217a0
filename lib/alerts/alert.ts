import { list, object, text } from '../json';
import type { OcsfEvent } from '../ocsf/event';
import type { Level } from '../sigma/rule';
import type { AlertKey } from './alert-key';
import { describeFinding, type FindingDescription } from './describe';
import type { ShardCounts } from './fates';
import type { Language, Occasion } from './message';
import { type Subject, subjectOf } from './subject';
import { readTerms } from './terms';

/** `waiting`: below the rule's threshold, nobody was told. */
export const STATES = ['waiting', 'open', 'acknowledged', 'resolved', 'false_positive'] as const;
export type State = (typeof STATES)[number];

/** A step in an alert's life: who did it, when and why. */
export interface Transition {
  /** From 0; with the alert's uid it names the step. */
  readonly sequence: number;
  readonly occasion: Exclude<Occasion, 'digest'>;
  readonly by: string;
  readonly reason: string;
  /** Microseconds since the epoch, of the platform's clock. */
  readonly atMicros: number;
  /** Time of the newest finding then, epoch milliseconds. */
  readonly newestTime: number;
}

/** A finding as the alert remembers it. */
export interface Reference {
  readonly finding: string;
  /** The source's own event id. */
  readonly event?: string;
  /** Event time, epoch milliseconds. */
  readonly time: number;
  /** Of a correlation: the newest of the events it is of, oldest first. */
  readonly related?: readonly RelatedEvent[];
}

export interface RelatedEvent {
  readonly event: string;
  readonly time: number;
}

const MAX_RELATED = 10;

/** What routes and suppressions look at. */
export interface AlertFacets {
  readonly level: Level;
  /** Id of the log source. */
  readonly source: string;
  readonly rule: string;
  readonly account?: string;
  readonly accountName?: string;
  readonly organizationalUnit?: string;
  /** Of the rule, and of the account as the directory has it. */
  readonly owners: readonly string[];
}

export interface Alert {
  readonly uid: string;
  readonly group: string;
  readonly windowStart: number;
  readonly windowMillis: number;
  readonly threshold: number;
  readonly facets: AlertFacets;
  readonly bundle?: string;
  readonly state: State;
  readonly history: readonly Transition[];
  readonly counts: ShardCounts;
  /** Event time of the oldest finding, epoch milliseconds. */
  readonly oldestTime: number;
  /** The newest ten, newest first. */
  readonly newest: readonly Reference[];
  /** Of the newest finding, in every language: the finding itself is in the lake. */
  readonly descriptions: Descriptions;
  /** Of the newest finding; absent in alerts of an older release. */
  readonly subject?: Subject;
}

/** An alert nobody has been told of yet, from the first finding met. */
export function newAlert(uid: string, key: AlertKey, finding: OcsfEvent): Alert {
  const { group, windowStart, windowMillis } = key;
  return {
    uid,
    group,
    windowStart,
    windowMillis,
    threshold: readTerms(finding).threshold,
    facets: facetsOf(finding),
    bundle: finding.metadata.tags?.find(({ name }) => name === 'rule_bundle')?.value,
    state: 'waiting',
    history: [],
    counts: {},
    oldestTime: finding.time,
    newest: [],
    descriptions: describeAll(finding),
    subject: subjectOf(finding),
  };
}

export type Descriptions = Readonly<Record<Language, FindingDescription>>;

export function describeAll(finding: OcsfEvent): Descriptions {
  return { en: describeFinding(finding, 'en'), ja: describeFinding(finding, 'ja') };
}

export function facetsOf(finding: OcsfEvent): AlertFacets {
  const { level, owner } = readTerms(finding);
  const account = finding.enrichments?.find(({ name }) => name.startsWith('cloud.'));
  const known = object(account?.data);
  return {
    level,
    source: finding.metadata.log_name ?? '',
    rule: finding.finding_info?.analytic?.uid ?? '',
    account: finding.cloud?.account?.uid ?? finding.cloud?.project_uid,
    accountName: finding.cloud?.account?.name,
    organizationalUnit:
      text(known?.organizational_unit) ?? finding.cloud?.org?.ou_uid ?? finding.cloud?.org?.ou_name,
    owners: [owner, text(known?.owner)].flatMap((name) => name ?? []),
  };
}

export function referenceOf(finding: OcsfEvent): Reference {
  const event = text(object(list(finding.evidences)[0])?.uid);
  const reference = { finding: findingUid(finding), event, time: finding.time };
  return object(finding.unmapped)?.correlation === undefined
    ? reference
    : { ...reference, related: relatedOf(finding) };
}

function relatedOf({ finding_info, time }: OcsfEvent): readonly RelatedEvent[] {
  const events = finding_info?.related_events ?? [];
  return events
    .slice(-MAX_RELATED)
    .flatMap(({ uid, created_time = time }) =>
      uid === undefined ? [] : [{ event: uid, time: created_time }],
    );
}

/** The events behind a finding, newest first: its own, or those a correlation is of. */
export function eventsOf({ event, time, related }: Reference): readonly RelatedEvent[] {
  const own = event === undefined ? [] : [{ event, time }];
  const others = [...(related ?? [])].reverse().filter((one) => one.event !== event);
  return [...own, ...others];
}

/** The uid every finding of this platform has. */
export function findingUid(finding: OcsfEvent): string {
  const uid = finding.finding_info?.uid ?? finding.metadata.uid;
  if (!uid) {
    throw new Error('a finding must have finding_info.uid, got none: make it with toFinding');
  }
  return uid;
}

/** Findings of the alert. */
export function findingCount({ counts }: Pick<Alert, 'counts'>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
