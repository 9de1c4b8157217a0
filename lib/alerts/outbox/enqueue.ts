import type { KeyValueStore } from '../../ports/key-value-store';
import { type Alert, findingCount, type Transition } from '../alert';
import { composeMessage, type MessageOptions } from '../compose-message';
import { create, keys, read, update } from '../records';
import { type Destination, destinationsOf, type Routing } from '../routing';
import { type Bucket, periodOf, type StormLimits, takeToken } from '../storm';
import { type Due, type Entry, messageKey } from './entry';

export interface OutboxContext {
  readonly store: KeyValueStore;
  readonly routing: Routing;
  readonly storm: StormLimits;
  readonly query?: MessageOptions['query'];
  /** Hears of each step of an alert, once, from whoever took it; of none again after a crash. @default nobody */
  readonly onStep?: (alert: Alert, transition: Transition) => void;
}

/**
 * Records the intent to tell people of a step in an alert's life: a message for each channel, or a place in its next
 * digest. To be called until it returns; called again it adds nothing.
 */
export async function enqueue(
  alert: Alert,
  transition: Transition,
  context: OutboxContext,
  nowMicros: number,
): Promise<void> {
  for (const destination of destinationsOf(alert.facets, context.routing)) {
    if (destination.occasions.includes(transition.occasion)) {
      await enqueueFor(destination, alert, transition, context, nowMicros);
    }
  }
}

async function enqueueFor(
  destination: Destination,
  alert: Alert,
  transition: Transition,
  context: OutboxContext,
  nowMicros: number,
): Promise<void> {
  const { store } = context;
  const { channel } = destination;
  const key = messageKey(alert.uid, channel, transition.sequence, transition.occasion);
  const known = await read<Entry>(store, keys.message(key));
  if (known) {
    await index(store, known);
    return;
  }
  const opens = transition.occasion === 'opened' || transition.occasion === 'reopened';
  if (!opens && (await sawDigestOnly(alert, transition, channel, store))) {
    return;
  }
  const goes = !opens || (await mayGo(alert, channel, context, nowMicros));
  const entry: Entry = goes
    ? {
        ...blank(key, channel, alert.uid, nowMicros),
        status: 'ready',
        message: composeMessage(alert, transition, { ...destination, query: context.query }),
      }
    : {
        ...blank(key, channel, alert.uid, nowMicros),
        status: 'held',
        period: periodOf(nowMicros, context.storm),
        line: lineOf(alert, destination),
      };
  await create(store, keys.message(key), entry);
  // Somebody else may have been first, and may have decided otherwise.
  await index(store, (await read<Entry>(store, keys.message(key))) ?? entry);
}

function blank(key: string, channel: string, alert: string, nowMicros: number): Omit<Entry, 'status'> {
  return { key, channel, alert, attempts: 0, dueMicros: nowMicros };
}

function lineOf(alert: Alert, { language, timeZone }: Destination): Entry['line'] {
  return {
    severity: alert.facets.level,
    title: alert.descriptions[language].rule,
    findings: findingCount(alert),
    language,
    timeZone,
    time: alert.newest[0]?.time ?? alert.oldestTime,
  };
}

/** Puts the entry where the dispatcher or the digest looks for it. */
export async function index(store: KeyValueStore, { key, channel, status, period }: Entry): Promise<void> {
  if (status === 'ready') {
    const due: Due = { channel };
    await create(store, keys.dueMessage(key), due);
  } else if (status === 'held' && period !== undefined) {
    await create(store, keys.heldMessage(channel, period, key), {});
  }
}

/**
 * Whether the channel has seen this alert in a digest alone: it is not told how it ended, or a storm would end in a
 * second one. Other endings need no limit, since there is a person behind each.
 */
async function sawDigestOnly(
  { uid, history }: Alert,
  { sequence }: Transition,
  channel: string,
  store: KeyValueStore,
): Promise<boolean> {
  let held = false;
  for (const before of history.slice(0, sequence)) {
    const key = messageKey(uid, channel, before.sequence, before.occasion);
    const entry = await read<Entry>(store, keys.message(key));
    if (entry?.message) {
      return false;
    }
    held ||= entry !== undefined;
  }
  return held;
}

async function mayGo(
  { facets }: Alert,
  channel: string,
  { store, storm }: OutboxContext,
  nowMicros: number,
): Promise<boolean> {
  let granted = false;
  await update<Bucket>(store, keys.bucket(channel, facets.level), (bucket) => {
    const taken = takeToken(bucket, storm, nowMicros);
    granted = taken.granted;
    return granted ? taken.bucket : undefined;
  });
  return granted;
}
