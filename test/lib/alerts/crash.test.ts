import { actOn } from '../../../lib/alerts/act';
import { dispatch } from '../../../lib/alerts/outbox/dispatch';
import type { Entry } from '../../../lib/alerts/outbox/entry';
import { raiseAlerts } from '../../../lib/alerts/raise';
import { keys } from '../../../lib/alerts/records';
import type { KeyValueStore, VersionedValue } from '../../../lib/ports/key-value-store';
import type { Delivery, Notification, Notifier } from '../../../lib/ports/notifier';
import { some } from '../../support/effort';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { alertsIn, findingOf, HOUR, MINUTE, NO_STORM, newWorld, TestClock } from './support';

/** Two channels: one shows a message of a known key once, the other shows whatever it is given. */
const CHANNELS = ['knows-keys', 'forgets'] as const;
const ROUTING = { routes: [], defaultChannels: CHANNELS, language: 'en', timeZone: 'UTC' } as const;

const FINDINGS = [
  findingOf({ uid: 'f1' }),
  findingOf({ uid: 'f2', account: '222222222222' }),
  findingOf({ uid: 'f3', account: '333333333333', threshold: 2, time: HOUR - MINUTE }),
  findingOf({ uid: 'f4', account: '333333333333', threshold: 2 }),
];

/**
 * A process: every store operation and every send is a step, and the step it dies in takes effect first or does not.
 * After its death nothing it does has an effect.
 */
class Process implements KeyValueStore, Notifier {
  private steps = 0;
  /** Sent, and not yet recorded as sent. */
  readonly inFlight = new Set<string>();
  isDead = false;

  constructor(
    private readonly store: MemoryKeyValueStore,
    readonly shown: Notification[],
    private readonly death: { readonly at: number; readonly afterEffect: boolean },
  ) {}

  get count(): number {
    return this.steps;
  }

  get = (key: string) => this.step(() => this.store.get(key));
  put = (key: string, value: string) => this.step(() => this.store.put(key, value));
  putIfAbsent = (key: string, value: string) => this.step(() => this.store.putIfAbsent(key, value));
  remove = (key: string, version?: string) => this.step(() => this.store.remove(key, version));
  replace = (key: string, value: string, version: string) =>
    this.step(async () => {
      const done = await this.store.replace(key, value, version);
      if (done && key.startsWith(keys.messages) && (JSON.parse(value) as Entry).status === 'sent') {
        this.inFlight.delete(key.slice(keys.messages.length));
      }
      return done;
    });

  async *list(prefix: string): AsyncIterable<VersionedValue> {
    const found: VersionedValue[] = [];
    await this.step(async () => {
      for await (const value of this.store.list(prefix)) {
        found.push(value);
      }
    });
    yield* found;
  }

  send = (notification: Notification) =>
    this.step(async (): Promise<Delivery> => {
      this.shown.push(notification);
      this.inFlight.add(notification.idempotencyKey);
      return { outcome: 'sent' };
    });

  private async step<Value>(effect: () => Promise<Value>): Promise<Value> {
    const isLast = this.steps === this.death.at;
    if (this.isDead || (isLast && !this.death.afterEffect)) {
      this.isDead = true;
      throw new Error('killed');
    }
    this.steps += 1;
    const value = await effect();
    if (isLast) {
      this.isDead = true;
      throw new Error('killed');
    }
    return value;
  }
}

const IMMORTAL = { at: Number.POSITIVE_INFINITY, afterEffect: false };

/** A day: findings in two overlapping deliveries, a person who closes an alert, sending in between. */
async function day(process: Process, clock: TestClock): Promise<void> {
  const world = newWorld({
    store: process as never,
    notifier: process as never,
    clock,
    routing: ROUTING,
    storm: NO_STORM,
  });
  await raiseAlerts(FINDINGS.slice(0, 3), world);
  await dispatch(world);
  await raiseAlerts(FINDINGS.slice(1), world);
  const [alert] = (await alertsIn(world)).filter(({ facets }) => facets.account === '111111111111');
  const decision = { action: 'resolve', by: 'hanako', reason: 'a drill' } as const;
  await actOn(alert?.uid ?? '', { ...decision, atMicros: clock.nowMicros() }, world);
  await dispatch(world);
}

/** What a person reads on a channel, sorted. */
function read(shown: readonly Notification[], channel: (typeof CHANNELS)[number]): string[] {
  const seen = new Set<string>();
  return shown
    .filter((one) => one.channel === channel)
    .filter(({ idempotencyKey }) => {
      const isNew = !seen.has(idempotencyKey);
      seen.add(idempotencyKey);
      return isNew || channel === 'forgets';
    })
    .map(({ idempotencyKey }) => idempotencyKey)
    .sort();
}

async function clean(): Promise<{ steps: number; shown: Notification[] }> {
  const process = new Process(new MemoryKeyValueStore(), [], IMMORTAL);
  await day(process, new TestClock());
  return { steps: process.count, shown: process.shown };
}

test.each([
  ['before', false],
  ['after', true],
])(
  'killed %s any store operation or send, and run again: nothing is lost, and only what was sent and not recorded comes again',
  async (_, afterEffect) => {
    const whole = await clean();
    const expected = read(whole.shown, 'forgets');
    expect(whole.steps).toBeGreaterThan(100);
    expect(expected).toHaveLength(4);
    let repeats = 0;

    for (const at of some([...Array(whole.steps).keys()])) {
      const store = new MemoryKeyValueStore();
      const clock = new TestClock();
      const first = new Process(store, [], { at, afterEffect });
      await day(first, clock).catch(() => undefined);
      expect(first.isDead).toBe(true);
      // Past the lease of the dead and the time after which a step it announced is known not to have been taken.
      clock.pass(4000);
      const second = new Process(store, first.shown, IMMORTAL);
      await day(second, clock);

      const { shown } = second;
      expect(read(shown, 'knows-keys')).toEqual(read(whole.shown, 'knows-keys'));
      const again = read(shown, 'forgets').filter((key, i, all) => all[i - 1] === key);
      expect([...new Set(read(shown, 'forgets'))]).toEqual(expected);
      expect(again.filter((key) => !first.inFlight.has(key))).toEqual([]);
      expect(again.length).toBeLessThanOrEqual(1);
      repeats += again.length;
    }

    // The one repeat there may be does come about: the test sees the place where it must.
    expect(repeats).toBeGreaterThan(0);
  },
);

test('killed at two steps, one run after the other, nothing is lost all the same', async () => {
  const whole = await clean();

  for (let at = 0; at < whole.steps; at += 3) {
    const store = new MemoryKeyValueStore();
    const clock = new TestClock();
    const shown: Notification[] = [];
    for (const death of [at, Math.floor((at * 7) % 60)]) {
      await day(new Process(store, shown, { at: death, afterEffect: true }), clock).catch(() => undefined);
      clock.pass(4000);
    }
    await day(new Process(store, shown, IMMORTAL), clock);

    expect(read(shown, 'knows-keys')).toEqual(read(whole.shown, 'knows-keys'));
    expect([...new Set(read(shown, 'forgets'))]).toEqual(read(whole.shown, 'forgets'));
  }
});

test('two that raise and two that send at once bring each message once', async () => {
  const store = new MemoryKeyValueStore();
  const shown: Notification[] = [];
  const clock = new TestClock();
  const workers = ['one', 'two'].map(() => new Process(store, shown, IMMORTAL));

  await Promise.all(workers.map((process) => day(process, clock)));
  await day(new Process(store, shown, IMMORTAL), clock);

  const whole = await clean();
  expect(read(shown, 'forgets')).toEqual(read(whole.shown, 'forgets'));
});
