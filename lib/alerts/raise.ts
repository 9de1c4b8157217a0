import type { OcsfEvent } from '../ocsf/event';
import type { Clock } from '../ports/clock';
import type { KeyValueStore } from '../ports/key-value-store';
import { type Alert, findingUid, newAlert } from './alert';
import { alertKeyOf, keyAfter, keyBefore } from './alert-key';
import { dayOf, type Fate, fatesOf, recordFates, type ShardCounts } from './fates';
import { groupBy } from './group-by';
import { mergeFindings } from './merge';
import type { OutboxContext } from './outbox/enqueue';
import { keys, read } from './records';
import { advance } from './settle';
import { type Suppression, suppressionOf } from './suppress/suppression';
import { crosses } from './threshold';
import { open, reopenIfNewer } from './transitions';

export interface RaiseContext extends OutboxContext {
  readonly clock: Clock;
  readonly suppressions: readonly Suppression[];
}

/** What became of the findings given; all but `quiet` are in the store. */
export interface Raised {
  /** Not known before. */
  readonly fresh: number;
  /** Part of an alert, now or before. */
  readonly alerted: number;
  readonly suppressed: number;
  /** Informational: for reading in the lake, never an alert. */
  readonly quiet: number;
  /** Of a day whose records were swept: told of before, or too late to be. */
  readonly old: number;
}

/**
 * Makes alerts of findings, and messages of alerts. Findings given again, in any order or after a crash, change
 * nothing; a caller takes its input as done only when this has returned. Give findings in batches of some thousand:
 * memory grows with a batch, not with a storm. Whether a finding was told of is no longer known once its day was swept
 * (see `sweep`): it then makes no alert.
 */
export async function raiseAlerts(findings: readonly OcsfEvent[], context: RaiseContext): Promise<Raised> {
  const now = context.clock.nowMicros();
  const telling = findings.filter(({ is_alert }) => is_alert !== false);
  const swept = await sweptAmong(telling, context.store);
  const current = telling.filter(({ time }) => !swept.has(dayOf(time)));
  const loud = new Map(current.map((finding) => [findingUid(finding), finding]));
  const { fates, counts, fresh } = await recordFates(
    context.store,
    [...loud.values()].map((finding) => fateOf(finding, context.suppressions, now)),
  );
  const alerted = fates.filter(({ alert }) => alert !== undefined);
  for (const [uid, members] of groupBy(alerted, ({ alert }) => alert ?? '')) {
    const own = members.flatMap(({ finding }) => loud.get(finding) ?? []);
    await raise(uid, own, counts.get(uid) ?? {}, context, now);
  }
  return {
    fresh,
    alerted: alerted.length,
    suppressed: fates.length - alerted.length,
    quiet: findings.length - telling.length,
    old: telling.length - current.length,
  };
}

/** Those of the findings' days that were swept. */
async function sweptAmong(
  findings: readonly OcsfEvent[],
  store: KeyValueStore,
): Promise<ReadonlySet<string>> {
  const swept = new Set<string>();
  for (const day of new Set(findings.map(({ time }) => dayOf(time)))) {
    if (await store.get(keys.sweptDay(day))) {
      swept.add(day);
    }
  }
  return swept;
}

function fateOf(finding: OcsfEvent, suppressions: readonly Suppression[], now: number): Fate {
  const base = { finding: findingUid(finding), time: finding.time, seenMicros: now };
  const suppression = suppressionOf(finding, suppressions, now);
  return suppression ? { ...base, suppressed: suppression.id } : { ...base, alert: alertKeyOf(finding).uid };
}

async function raise(
  uid: string,
  findings: readonly OcsfEvent[],
  counts: ShardCounts,
  context: RaiseContext,
  now: number,
): Promise<void> {
  const [first] = findings;
  if (!first) {
    return;
  }
  const key = alertKeyOf(first);
  const alert = await advance(
    uid,
    (before) => {
      const merged = mergeFindings(before ?? newAlert(uid, key, first), findings, counts);
      const opened = merged.threshold === 1 ? open(merged, now) : merged;
      return unlessSame(before, reopenIfNewer(opened, now));
    },
    context,
    now,
  );
  if (alert && alert.threshold > 1) {
    // Only after the findings are in: of two writers on either side of a window's border one then sees both. The next
    // window too, since a late finding may be what its burst began with.
    for (const one of [uid, keyAfter(alert).uid]) {
      await advance(one, (before) => before && openIfDue(before, context.store, now), context, now);
    }
  }
}

/** Opens an alert that waits, once its threshold is reached within any stretch as long as its window. */
async function openIfDue(alert: Alert, store: KeyValueStore, now: number): Promise<Alert> {
  if (alert.state !== 'waiting') {
    return alert;
  }
  const own = await timesOf(store, alert);
  const before = await read<Alert>(store, keys.alert(keyBefore(alert).uid));
  const earlier = before ? await timesOf(store, before) : [];
  return crosses(earlier, own, alert.threshold, alert.windowMillis) ? open(alert, now) : alert;
}

async function timesOf(store: KeyValueStore, { uid, counts }: Alert): Promise<number[]> {
  return (await fatesOf(store, uid, counts)).map(({ time }) => time);
}

/** The alert as it was, when nothing in it changed: nothing is written then. */
function unlessSame(before: Alert | undefined, after: Alert): Alert {
  return before && JSON.stringify(before) === JSON.stringify(after) ? before : after;
}
