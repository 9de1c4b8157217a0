import { canaryRules } from '../../../lib/health/canary-rules';
import { keepCanary, type SentCanary, sentCanaries, watchCanaries } from '../../../lib/health/canary-state';
import { SOURCES } from '../../../lib/sources';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { rules } from '../ingest/stream-support';

const RUN = 1_723_456_800_000_000;
const SENT: SentCanary = { source: 'aws-cloudtrail', way: 'stream', runMicros: RUN, sentMicros: RUN + 1 };
const [trail] = SOURCES;
const [rule] = canaryRules();
const [ordinary] = rules.rules;

let store: MemoryKeyValueStore;
beforeEach(async () => {
  store = new MemoryKeyValueStore();
  await keepCanary(store, SENT);
});
const watch = (now = RUN + 9) => watchCanaries(store, { nowMicros: () => now });

async function note(times: readonly number[], hit = rule): Promise<void> {
  const canaries = watch();
  for (const time of times) {
    if (hit && trail) {
      canaries.note({ rule: hit }, time, trail);
    }
  }
  await canaries.keep();
}

describe('canaries in a stream', () => {
  it('are written down when they were seen first', async () => {
    await note([RUN]);
    const again = watch(RUN + 99);
    if (rule && trail) {
      again.note({ rule }, RUN, trail);
    }
    await again.keep();

    expect(await sentCanaries(store)).toEqual([{ ...SENT, seenMicros: RUN + 9 }]);
  });

  it.each([
    ['of another hour', [RUN + 3_600_000_000], rule],
    ['that no canary’s rule saw', [RUN], ordinary],
  ])('count for nothing, %s', async (_what, times, hit) => {
    await note(times, hit);

    expect(await sentCanaries(store)).toEqual([SENT]);
  });

  it('nobody sent leave nothing behind', async () => {
    await store.remove('canary/stream/aws-cloudtrail');

    await note([RUN]);

    expect(await sentCanaries(store)).toEqual([]);
  });

  it('cost one look a source and batch, however many copies come', async () => {
    const get = jest.spyOn(store, 'get');

    await note(Array.from({ length: 1000 }, () => RUN));

    expect(get).toHaveBeenCalledTimes(1);
  });

  it('that cannot be written down have to come again', async () => {
    store.lives = 0;

    await expect(note([RUN])).rejects.toThrow('killed');
  });
});
