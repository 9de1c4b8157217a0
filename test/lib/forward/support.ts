import type { SecurityLakeDestination, SplunkDestination } from '../../../lib/forward/destination';
import { type Line, parcelPlace, unpack } from '../../../lib/forward/parcel';
import type { EventRow } from '../../../lib/lake/table/row';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import type { MemoryStore } from '../../support/memory-store';
import { findingOf } from '../alerts/support';
import { apiEvent } from '../ocsf/events';

export const SPLUNK: SplunkDestination = {
  kind: 'splunk',
  name: 'soc',
  sources: ['aws-cloudtrail', 'findings'],
  site: 'https://alerts.example.test:8088',
  tokenSecret: 'acme/hec',
  host: 'acme',
};

export const LAKE: SecurityLakeDestination = {
  kind: 'security_lake',
  name: 'lake',
  sources: ['aws-cloudtrail', 'findings'],
  region: 'ap-northeast-1',
  externalIdSecret: 'acme/lake',
  customSources: [
    { classUid: 6003, bucket: 'security-lake', prefix: 'ext/acme-api/', role: 'arn:aws:iam::1:role/api' },
    { classUid: 2004, bucket: 'security-lake', prefix: 'ext/acme-find/', role: 'arn:aws:iam::1:role/find' },
  ],
};

/** An event with a uid of its own, and as much text as is asked for. */
export function eventOf(uid: string, length = 0): OcsfEvent {
  const event = apiEvent();
  return { ...event, message: 'x'.repeat(length), metadata: { ...event.metadata, uid } };
}

export const lineOf = (uid: string, length = 0): Line => ({
  source: 'aws-cloudtrail',
  event: eventOf(uid, length),
});

export const linesOf = (count: number): Line[] => Array.from({ length: count }, (_, n) => lineOf(`e${n}`));

export const findingLine = (uid: string): Line => ({ source: 'findings', event: findingOf({ uid }) });

export const rowOf = (event: OcsfEvent, source = 'aws-cloudtrail'): EventRow => ({
  event,
  timeMicros: event.time * 1000,
  source,
  rawObject: 's3://raw/a?versionId=v',
  record: 0,
});

/** Keys of the outbox, or of another folder. */
export const keysBelow = (store: MemoryStore, folder = 'forward/'): string[] =>
  [...store.objects.keys()].filter((key) => key.startsWith(folder)).sort();

/** Uids of the lines that lie in the outbox for a destination, or below another folder. */
export function uidsIn(store: MemoryStore, folder = 'forward/'): (string | undefined)[] {
  return keysBelow(store, folder).flatMap((key) =>
    unpack(store.objects.get(key) ?? new Uint8Array(0), key).map(({ event }) => event.metadata.uid),
  );
}

export const placesIn = (store: MemoryStore) => keysBelow(store).flatMap((key) => parcelPlace(key) ?? []);
