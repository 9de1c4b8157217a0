import { countCorrelationFindings } from '../../../../lib/lake/correlate/slot-files';
import type { KeptHit } from '../../../../lib/sigma/correlate/kept-hit';
import { MemoryStore } from '../../../support/memory-store';
import { correlationsOf, correlationText } from '../../sigma/correlate/support';
import { correlate, kept } from './support';

const CORRELATIONS = correlationsOf(
  correlationText('type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 3}'),
);
const BATCHES: Readonly<Record<string, readonly KeptHit[]>> = {
  aaa: [kept('failed', 0), kept('failed', 4000, 'bob')],
  bbb: [kept('failed', 100), kept('failed', 4100, 'bob')],
  ccc: [kept('failed', 200), kept('failed', 4200, 'bob')],
};

const run = (store: MemoryStore, batch: string) =>
  correlate(store, batch, BATCHES[batch] ?? [], CORRELATIONS, { strays: false });

/** The same objects; stops before it lists the slots that have findings, until `until` has come. */
class StoppingAtSlots extends MemoryStore {
  constructor(
    override readonly objects: MemoryStore['objects'],
    private readonly until: Promise<unknown>,
  ) {
    super();
  }

  override async *list(prefix: string) {
    if (prefix.startsWith('state/correlate/slots/')) {
      await this.until;
    }
    yield* super.list(prefix);
  }
}

describe('correlations of batches that are driven side by side', () => {
  it('lose nothing that a batch found while another was computing', async () => {
    const calm = new MemoryStore();
    for (const batch of Object.keys(BATCHES)) {
      await run(calm, batch);
    }
    const store = new MemoryStore();
    let done = () => {};
    const until = new Promise<void>((resolve) => {
      done = resolve;
    });

    // The first has read the hits there are when the others come, and writes when they are done.
    const first = run(new StoppingAtSlots(store.objects, until), 'aaa');
    await run(store, 'bbb');
    await run(store, 'ccc');
    done();
    await first;

    expect(await countCorrelationFindings(calm)).toBe(2);
    expect(store.dump()).toEqual(calm.dump());
  });

  it('are given up to be tried again where others never stop writing', async () => {
    class Restless extends MemoryStore {
      private others = 0;
      override list(prefix: string) {
        if (prefix.startsWith('state/correlate/hits/')) {
          this.others += 1;
          const key = `state/correlate/hits/2024-08-12T10/z${this.others}-000.ndjson`;
          this.objects.set(key, Buffer.from(''));
        }
        return super.list(prefix);
      }
    }

    await expect(run(new Restless(), 'aaa')).rejects.toThrow(
      'batch aaa: other batches wrote hits near its own',
    );
  });
});
