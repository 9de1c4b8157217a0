import { sha256 } from '../hash';
import type { OcsfEvent } from '../ocsf/event';
import { readTerms } from './terms';

/** What makes findings one alert. A function of the finding alone: order, repeats and clocks do not change it. */
export interface AlertKey {
  /** 32 hex digits: of the group and the window. */
  readonly uid: string;
  /** Of the rule, its window and the values of its dedup fields. */
  readonly group: string;
  /** Event time the window starts at, epoch milliseconds: a multiple of its length. The end is not in it. */
  readonly windowStart: number;
  readonly windowMillis: number;
}

/**
 * The alert a finding belongs to: windows are fixed stretches of event time, counted from the epoch. (One that slid
 * with the findings would depend on the order they came in.) The threshold looks across the border, see `crosses`.
 */
export function alertKeyOf(finding: OcsfEvent): AlertKey {
  const { dedup, windowSeconds } = readTerms(finding);
  const rule = finding.finding_info?.analytic?.uid ?? finding.finding_info?.title ?? '';
  const fields = dedup.map(({ field, values }) => [field, ...values]);
  const group = sha256(JSON.stringify(['alert-group', rule, windowSeconds, fields])).slice(0, 32);
  const windowMillis = windowSeconds * 1000;
  return keyAt(group, windowMillis, Math.floor(finding.time / windowMillis) * windowMillis);
}

/** The key of the same group one window earlier. */
export function keyBefore({ group, windowMillis, windowStart }: AlertKey): AlertKey {
  return keyAt(group, windowMillis, windowStart - windowMillis);
}

/** The key of the same group one window later. */
export function keyAfter({ group, windowMillis, windowStart }: AlertKey): AlertKey {
  return keyAt(group, windowMillis, windowStart + windowMillis);
}

function keyAt(group: string, windowMillis: number, windowStart: number): AlertKey {
  return { uid: sha256(`alert ${group} ${windowStart}`).slice(0, 32), group, windowStart, windowMillis };
}
