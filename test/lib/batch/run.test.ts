import fc from 'fast-check';
import type { Window } from '../../../lib/analytics/window';
import { nameOf } from '../../../lib/analytics/window';
import type { Job } from '../../../lib/batch/job';
import { queryUsd } from '../../../lib/batch/price';
import { type BatchContext, runBatch } from '../../../lib/batch/run';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { QueryFailed, type QueryLimits } from '../../../lib/ports/query-engine';
import { times } from '../../support/effort';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { anEvent } from '../lake/table/rows';
import { at } from './support';

const GB = 1_000_000_000;
const NOON = at('2024-08-12T12:40:00Z');

/** A job that finds one thing in every window. */
const job = (id: string, changes: Partial<Job> = {}): Job => ({
  id,
  size: 'hour',
  back: 3,
  sql: (window) => `${id} ${nameOf(window)}`,
  take: async function* (rows, window) {
    for await (const _ of rows) {
      yield [finding(id, window)];
    }
  },
  ...changes,
});

const finding = (id: string, window: Window): OcsfEvent =>
  anEvent({ message: `${id} ${nameOf(window)}`, time: window.start / 1000 });

/** An engine that reads so many bytes for everything, charges each request once, and answers as it is told. */
class Engine {
  readonly charged = new Map<string, number>();
  readonly asked: string[] = [];
  answer: (sql: string, limits: QueryLimits) => number | Error = () => GB;

  run = async (sql: string, limits: QueryLimits) => {
    this.asked.push(sql);
    const bytes = this.answer(sql, limits);
    if (bytes instanceof Error) {
      throw bytes;
    }
    const read = Math.min(bytes, limits.maxBytes);
    this.charged.set(limits.request ?? `${this.asked.length}`, read);
    if (bytes > limits.maxBytes) {
      throw new QueryFailed(`query q: stopped: it had read ${read} bytes, the limit is ${limits.maxBytes}`);
    }
    return {
      columns: ['x'],
      bytesScanned: read,
      rows: (async function* () {
        yield ['1'];
      })(),
    };
  };

  get usd() {
    return [...this.charged.values()].reduce((sum, bytes) => sum + queryUsd(bytes), 0);
  }
}

function world(changes: Partial<BatchContext> = {}) {
  const engine = new Engine();
  const told: string[] = [];
  const waits: number[] = [];
  const context: BatchContext = {
    engine,
    state: new MemoryKeyValueStore(),
    clock: { nowMicros: () => NOON },
    usdPerDay: 1,
    tell: async (findings) => void told.push(...findings.map(({ message = '' }) => message)),
    pause: async (ms) => void waits.push(ms),
    mayContinue: () => true,
    ...changes,
  };
  const run = (jobs: readonly Job[], time = NOON) =>
    runBatch(jobs, { size: 'hour', scheduledMicros: time }, context);
  return { engine, told, waits, context, run };
}

describe('a run of the batch', () => {
  it('asks of each closed hour once, oldest first, however often it is run', async () => {
    const { engine, told, run } = world();

    await run([job('a'), job('b')]);
    const again = await run([job('a'), job('b')]);

    const hours = ['08', '09', '10', '11'].map((hour) => `2024-08-12T${hour}`);
    expect(engine.asked).toEqual(hours.flatMap((hour) => [`a ${hour}`, `b ${hour}`]));
    expect(told).toEqual(engine.asked);
    expect(again.outcomes).toEqual([]);
    expect(again.lagSeconds).toBe(40 * 60);
  });

  it('takes an hour as open until what was promised in minutes is there', async () => {
    const { engine, run } = world();

    await run([job('a', { back: 0 })], at('2024-08-12T12:29:59Z'));

    expect(engine.asked).toEqual(['a 2024-08-12T10']);
  });

  it('catches up what was missed, as far back as a job looks', async () => {
    const { engine, run } = world();
    await run([job('a')], at('2024-08-12T02:40:00Z'));
    engine.asked.length = 0;

    const { outcomes } = await run([job('a')]);

    expect(outcomes.map(({ window }) => window)).toEqual(
      ['08', '09', '10', '11'].map((hour) => `2024-08-12T${hour}`),
    );
  });

  it('leaves what there is no time for to the next run', async () => {
    let left = 2;
    const { engine, run } = world({ mayContinue: () => left-- > 0 });

    const { outcomes, lagSeconds } = await run([job('a')]);

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'left', 'left']);
    expect(engine.asked).toHaveLength(2);
    expect(lagSeconds).toBe((2 * 60 + 40) * 60);
  });

  it('keeps one job’s failure to itself, and its later hours waiting', async () => {
    const { engine, told, run } = world();
    engine.answer = (sql) => (sql === 'a 2024-08-12T09' ? new QueryFailed('SYNTAX_ERROR') : GB);

    const { outcomes } = await run([job('a'), job('b')]);

    expect(outcomes.filter(({ job: id }) => id === 'a').map(({ outcome }) => outcome)).toEqual([
      'done',
      'failed',
      'left',
      'left',
    ]);
    expect(told.filter((one) => one.startsWith('b'))).toHaveLength(4);
    expect(outcomes.find(({ outcome }) => outcome === 'failed')?.error).toBe('SYNTAX_ERROR');
  });

  it('waits longer each time the engine is busy, asks under another name, and no fourth time', async () => {
    const { engine, waits, run } = world();
    const requests: (string | undefined)[] = [];
    engine.answer = (_, { request }) => {
      requests.push(request);
      return new QueryFailed('TooManyRequestsException: Rate exceeded');
    };

    const { outcomes } = await run([job('a', { back: 0 })]);
    await run([job('a', { back: 0 })]);

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed']);
    expect(waits.slice(0, 2)).toEqual([2000, 8000]);
    expect(requests).toEqual([0, 1, 2, 3, 4, 5].map((tries) => `a 2024-08-12T11 ${tries}`));
  });

  it('postpones what the day’s money does not suffice for, tells so, and does it the next day', async () => {
    let now = NOON;
    const { engine, run } = world({ clock: { nowMicros: () => now }, usdPerDay: 0.021 });
    const six = job('a', { back: 5 });

    const { outcomes } = await run([six]);
    now += 24 * 3_600_000_000;
    const next = await run([six]);

    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      ...['done', 'done', 'done', 'done'],
      ...['postponed', 'postponed'],
    ]);
    expect(engine.asked).toHaveLength(6);
    expect(next.outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  });

  it('gives a query that was stopped for what it read more at once, and pays for both', async () => {
    const { engine, run } = world({ usdPerDay: 0.1 });
    engine.answer = () => 12 * GB;

    const { outcomes } = await run([job('a', { back: 0 })]);

    expect(outcomes).toMatchObject([{ outcome: 'done', bytes: 12 * GB }]);
    expect([...engine.charged.values()]).toEqual([5 * GB, 12 * GB]);
  });

  it('spends no more than the day’s limit, whatever queries read and however runs overlap', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 400 * GB }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        async (sizes, cents, twice) => {
          const { engine, run } = world({ usdPerDay: cents / 100 });
          let index = 0;
          engine.answer = () => sizes[index++ % sizes.length] ?? 0;
          const jobs = ['a', 'b', 'c'].map((id) => job(id));

          await Promise.all([run(jobs), ...(twice ? [run(jobs, NOON - 3_600_000_000)] : [])]);
          await run(jobs);

          expect(engine.usd).toBeLessThanOrEqual(cents / 100 + 1e-9);
        },
      ),
      { numRuns: times(100) },
    );
  });

  it('comes to the same after being killed anywhere, and tells nothing that it would not have told', async () => {
    const whole = world();
    await whole.run([job('a'), job('b')]);

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 150 }), fc.boolean(), async (lives, after) => {
        const state = new MemoryKeyValueStore();
        const { engine, told, run } = world({ state });
        state.lives = lives;
        state.dieAfterEffect = after;
        await run([job('a'), job('b')]).catch(() => undefined);
        state.lives = Number.POSITIVE_INFINITY;

        await run([job('a'), job('b')]);

        expect([...new Set(told)].sort()).toEqual([...whole.told].sort());
        expect(engine.usd).toBeLessThanOrEqual(whole.engine.usd + 1e-9);
        const windows = (store: MemoryKeyValueStore) =>
          ['a', 'b'].map((id) => JSON.parse(store.values.get(`batch/jobs/${id}`)?.value ?? '{}').done);
        expect(windows(state)).toEqual(windows(whole.context.state as MemoryKeyValueStore));
      }),
      { numRuns: times(100) },
    );
  });
});
