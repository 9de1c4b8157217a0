import { type JsonObject, type JsonValue, list, object, text } from '../../json';
import { classify } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/event';
import { guardDutyId } from '../aws/finding/guardduty-id';
import { timeOf } from '../aws/finding/time';
import { integer } from '../shared/places';
import { conform } from './conform';
import { metadataOf } from './metadata';
import { isFromKumomori, isGuardDuty } from './origin';

/** Finding classes that Security Hub sends: vulnerability, compliance, detection, data security. */
export const CLASSES: readonly number[] = [2002, 2003, 2004, 2006];

const RESOLVED_IDS: readonly unknown[] = [3, 4, 5];

/** Whether a record is an OCSF finding of Security Hub's, told by its class and its product. */
export function isOcsfFinding(record: JsonObject): boolean {
  const product = productOf(record);
  return (
    CLASSES.includes(record.class_uid as number) &&
    typeof object(record.finding_info)?.uid === 'string' &&
    (text(product?.uid)?.includes(':securityhub:') === true ||
      product?.vendor_name === 'AWS' ||
      isOwnOcsf(record))
  );
}

/** Whether it is one of Kumomori's own events, or a finding that Kumomori sent to Security Hub. */
export function isOwnOcsf(record: JsonObject): boolean {
  const product = productOf(record);
  const generator = object(object(record.finding_info)?.analytic)?.uid;
  return product?.vendor_name === 'Kumomori' || isFromKumomori(generator, product?.uid);
}

function productOf(record: JsonObject): JsonObject | undefined {
  return object(object(record.metadata)?.product);
}

/** The last millisecond that a date of JavaScript's can be. */
const LAST_MILLIS = 8.64e15;

/** Epoch milliseconds of the finding's state. */
export function ocsfTime(record: JsonObject): number | undefined {
  const time = integer(record.time);
  return time !== undefined && time >= 0 && time <= LAST_MILLIS ? time : timeOf(record.time_dt);
}

/**
 * Security Hub's own OCSF finding as an event of ours, or why it is none. What another OCSF version has and ours has
 * not stands in `unmapped`, by its path. The product that found it moves from the metadata to the finding, as in ASFF.
 */
export function mapOcsf(record: JsonObject, time: number): { event: OcsfEvent } | { problem: string } {
  const classUid = Number(record.class_uid);
  const info = object(record.finding_info) ?? {};
  const product = productOf(record);
  const uid = guardDutyId(text(info.uid)) ?? text(info.uid);
  const metadata = object(record.metadata);
  const state = [uid, product?.uid, info.modified_time ?? time, record.status_id, record.severity_id];
  const { event, rest, problem } = conform({
    ...record,
    ...classify(classUid, activityOf(record.activity_id)),
    time,
    // A copy of what source aws-guardduty has.
    is_alert: classUid === 2004 ? !isOver(record) && !isGuardDuty(product?.name) : undefined,
    metadata: {
      ...metadataOf(state, text(record.time_dt), text(metadata?.version)),
      profiles: list(metadata?.profiles).includes('datetime') ? ['cloud', 'datetime'] : ['cloud'],
    },
    cloud: { provider: 'AWS', ...object(record.cloud) },
    finding_info: {
      ...info,
      uid,
      uid_alt: info.uid === uid ? info.uid_alt : info.uid,
      product: info.product ?? product,
    },
    unmapped: undefined,
  });
  if (problem !== undefined) {
    return { problem };
  }
  const left: JsonObject = { ...object(record.unmapped), ...rest };
  return { event: { ...(event as OcsfEvent), unmapped: Object.keys(left).length > 0 ? left : undefined } };
}

function activityOf(id: JsonValue): 0 | 1 | 2 | 3 {
  return id === 1 || id === 2 || id === 3 ? id : 0;
}

function isOver(record: JsonObject): boolean {
  return RESOLVED_IDS.includes(record.status_id);
}
