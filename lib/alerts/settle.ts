import type { KeyValueStore } from '../ports/key-value-store';
import type { Alert, Transition } from './alert';
import { enqueue, type OutboxContext } from './outbox/enqueue';
import { create, keys, read, readAll } from './records';

/** Written before an alert takes a step, gone when its messages are recorded: nobody's crash forgets a step. */
interface Mark {
  readonly alert: string;
  readonly sequence: number;
  readonly atMicros: number;
}

/** Longer than a writer can live between the mark and the step: after it the step is known not to have been taken. */
const ABANDONED_MICROS = 3_600_000_000;

/**
 * Moves an alert on. `change` gives the alert as it shall be, or the same when nothing is to be done; it is asked again
 * when somebody came in between. When this returns, the messages of the steps it took, and of those before, are in the
 * outbox; when it does not return, `settleAll` will put them there.
 */
export async function advance(
  uid: string,
  change: (alert: Alert | undefined) => Alert | undefined | Promise<Alert | undefined>,
  context: OutboxContext,
  nowMicros: number,
): Promise<Alert | undefined> {
  const { store } = context;
  const key = keys.alert(uid);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const found = await store.get(key);
    const before = found && (JSON.parse(found.value) as Alert);
    const after = await change(before);
    if (after && after !== before) {
      await markSteps(store, before, after, nowMicros);
      const text = JSON.stringify(after);
      const done = found ? store.replace(key, text, found.version) : store.putIfAbsent(key, text);
      if (!(await done)) {
        continue;
      }
      for (const transition of stepsSince(before, after)) {
        context.onStep?.(after, transition);
      }
      await settle(after, context, nowMicros);
    }
    return after ?? before;
  }
  throw new Error(`${key}: changed by others ${MAX_ATTEMPTS} times while being updated; run it again`);
}

const MAX_ATTEMPTS = 100;

function stepsSince(before: Alert | undefined, after: Alert): readonly Transition[] {
  return after.history.slice(before?.history.length ?? 0);
}

async function markSteps(
  store: KeyValueStore,
  before: Alert | undefined,
  after: Alert,
  atMicros: number,
): Promise<void> {
  for (const { sequence } of stepsSince(before, after)) {
    const mark: Mark = { alert: after.uid, sequence, atMicros };
    await create(store, keys.transition(after.uid, sequence), mark);
  }
}

/** Puts the messages of an alert's marked steps into the outbox, in order: a later one asks what became of the earlier. */
async function settle(alert: Alert, context: OutboxContext, nowMicros: number): Promise<void> {
  for (const transition of alert.history) {
    const key = keys.transition(alert.uid, transition.sequence);
    if (await context.store.get(key)) {
      await enqueue(alert, transition, context, nowMicros);
      await context.store.remove(key);
    }
  }
}

/** The same for every alert whose steps somebody took and did not live to tell of. */
export async function settleAll(context: OutboxContext, nowMicros: number): Promise<void> {
  const { store } = context;
  for await (const { key, record } of readAll<Mark>(store, keys.transitions)) {
    const alert = await read<Alert>(store, keys.alert(record.alert));
    if (alert?.history[record.sequence]) {
      await settle(alert, context, nowMicros);
    } else if (nowMicros - record.atMicros > ABANDONED_MICROS) {
      await store.remove(key);
    }
  }
}
