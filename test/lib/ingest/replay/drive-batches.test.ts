import { parseRedrive, type Redriven, redrivenKey } from '../../../../lib/ingest/redrive';
import {
  type DriveContext,
  driveBatches,
  type Replayed,
  type ReplayRun,
} from '../../../../lib/ingest/replay/drive-batches';
import { MemoryStore } from '../../../support/memory-store';

const MINUTE = 60_000_000;
const RUN: ReplayRun = { replay: 'r-1', asked: 'now', alerts: true, atOnce: 3 };
const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index).padStart(24, '0'));

async function* listed(batches: readonly string[]): AsyncIterable<string> {
  yield* batches;
}

/** A pipeline that does what it is asked when somebody waits, by `answer`; none: it is not heard of. */
function pipeline(answer: (batch: string) => Partial<Redriven> | undefined) {
  const lake = new MemoryStore();
  const asked: string[] = [];
  const outcomes: [string, Replayed][] = [];
  let under: string[] = [];
  let [most, nowMicros] = [0, 0];
  const context: DriveContext = {
    lake,
    clock: { nowMicros: () => nowMicros },
    enqueue: async (bodies) => {
      for (const body of bodies) {
        const redrive = parseRedrive(body);
        if (redrive?.ok) {
          asked.push(redrive.value.batch);
          under.push(redrive.value.batch);
        }
      }
      most = Math.max(most, under.length);
    },
    pause: async () => {
      nowMicros += 5 * MINUTE;
      const [first, ...others] = under;
      const redriven = first === undefined ? undefined : answer(first);
      if (first !== undefined && redriven !== undefined) {
        under = others;
        await record(lake, first, redriven);
      }
    },
    onOutcome: (batch, outcome) => outcomes.push([batch, outcome]),
  };
  return { context, lake, asked, outcomes, most: () => most };
}

async function record(lake: MemoryStore, batch: string, redriven: Partial<Redriven>): Promise<void> {
  const all = { asked: 'now', outcome: 'driven', events: 2, findings: 1, quarantined: 0, ...redriven };
  await lake.put(redrivenKey({ replay: 'r-1', batch }), Buffer.from(JSON.stringify(all)));
}

describe('a replay', () => {
  it('asks for so many batches at once, and waits for each', async () => {
    const { context, asked, most } = pipeline(() => ({}));

    const totals = await driveBatches(listed(ids(10)), RUN, context);

    expect(asked).toEqual(ids(10));
    expect(most()).toBe(3);
    expect(totals).toEqual({
      outcomes: { driven: 10, unchanged: 0, failed: 0, before: 0, unanswered: 0 },
      events: 20,
      findings: 10,
      quarantined: 0,
      troubles: [],
    });
  });

  it('takes no more of the list than it can ask for', async () => {
    const { context } = pipeline(() => ({}));
    let taken = 0;
    async function* counting() {
      for (const batch of ids(10)) {
        taken += 1;
        yield batch;
      }
    }
    const stop = new Error('stop');

    await expect(
      driveBatches(counting(), RUN, {
        ...context,
        pause: async () => {
          throw stop;
        },
      }),
    ).rejects.toBe(stop);
    expect(taken).toBe(3);
  });

  it('that is gone on with asks only for what was not done, and for what failed', async () => {
    const [done = '', unchanged = '', failed = '', fresh = ''] = ids(4);
    const { context, lake, asked, outcomes } = pipeline(() => ({}));
    await record(lake, done, { asked: 'before' });
    await record(lake, unchanged, { asked: 'before', outcome: 'unchanged' });
    await record(lake, failed, { asked: 'before', outcome: 'failed' });

    await driveBatches(listed(ids(4)), RUN, context);

    expect(asked).toEqual([failed, fresh]);
    expect(outcomes).toEqual([
      [done, 'before'],
      [unchanged, 'before'],
      [failed, 'driven'],
      [fresh, 'driven'],
    ]);
  });

  it('asks once for a batch that is found on several days', async () => {
    const { context, asked } = pipeline(() => ({}));

    const { outcomes } = await driveBatches(listed([...ids(2), ...ids(4), ...ids(1)]), RUN, context);

    expect(asked).toEqual(ids(4));
    expect(outcomes.driven).toBe(4);
  });

  it('goes on when a batch fails, and names it with why', async () => {
    const { context } = pipeline((batch) =>
      batch === ids(2)[1] ? { outcome: 'failed', events: 0, findings: 0, error: 'Error: no' } : {},
    );

    const { outcomes, troubles } = await driveBatches(listed(ids(3)), RUN, context);

    expect(outcomes).toMatchObject({ driven: 2, failed: 1 });
    expect(troubles).toEqual([{ batch: ids(2)[1], reason: 'Error: no' }]);
  });

  it('does not wait for ever for a batch that nobody is heard of', async () => {
    const { context, outcomes } = pipeline(() => undefined);

    const totals = await driveBatches(listed(ids(5)), RUN, context);

    expect(totals.outcomes.unanswered).toBe(5);
    expect(outcomes).toHaveLength(5);
    expect(totals.troubles[0]?.reason).toContain('dead letters');
  });
});
