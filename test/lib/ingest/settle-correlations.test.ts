import { boundedLake } from '../../../lib/ingest/bounded-lake';
import { overlay } from '../../../lib/ingest/overlay';
import { settlingCorrelations } from '../../../lib/ingest/settle-correlations';
import type { Manifest, Versions } from '../../../lib/lake/batch/records';
import { type Correlating, correlateBatch } from '../../../lib/lake/correlate/correlate-batch';
import { HitWriter } from '../../../lib/lake/correlate/hit-files';
import { countCorrelationFindings } from '../../../lib/lake/correlate/slot-files';
import type { BlobStore } from '../../../lib/ports/blob-store';
import type { KeptHit } from '../../../lib/sigma/correlate/kept-hit';
import { MemoryStore } from '../../support/memory-store';
import { kept } from '../lake/correlate/support';
import { correlationsOf, correlationText } from '../sigma/correlate/support';

const VERSIONS: Versions = { release: '1', config: 'c', rules: 'r', reference: 'g', tokenKey: '-' };
const CORRELATING: Correlating = {
  correlations: correlationsOf(
    correlationText(
      'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 3}',
    ),
  ),
  bundleVersion: '7',
};
const BATCHES: Readonly<Record<string, readonly KeptHit[]>> = {
  aaa: [kept('failed', 0), kept('failed', 4000, 'bob')],
  bbb: [kept('failed', 100), kept('failed', 4100, 'bob')],
  ccc: [kept('failed', 200), kept('failed', 4200, 'bob')],
};

/** A store that stops before it lists the slots that have findings, until `until` has come. */
function stoppingAtSlots(store: BlobStore, until: Promise<unknown>): BlobStore {
  return overlay(store, {
    list: async function* (prefix) {
      if (prefix.startsWith('state/correlate/slots/')) {
        await until;
      }
      yield* store.list(prefix);
    },
  });
}

async function run(lake: BlobStore, batch: string, settle: boolean): Promise<void> {
  const bounded = boundedLake(lake, VERSIONS, CORRELATING);
  const correlating = (store: BlobStore) => async () => {
    const correlation = correlateBatch(store, batch, CORRELATING);
    await correlation.begin();
    const writer = new HitWriter(store, batch);
    for (const hit of BATCHES[batch] ?? []) {
      writer.add(hit);
    }
    await correlation.finish(await writer.close());
    return { inputs: [], outputs: [], quarantine: [] };
  };
  const process = settle
    ? settlingCorrelations(bounded.store, CORRELATING, correlating)
    : correlating(bounded.store);
  const manifest: Manifest = { batch, members: [], source: 'auto', versions: VERSIONS };
  await bounded.recording(process)(manifest);
}

/** The first batch has read the hits there are when the others come, and writes when they are done. */
async function overtaken(settle: boolean): Promise<MemoryStore> {
  const store = new MemoryStore();
  let done = () => {};
  const until = new Promise<void>((resolve) => {
    done = resolve;
  });
  const first = run(stoppingAtSlots(store, until), 'aaa', settle);
  await run(store, 'bbb', settle);
  await run(store, 'ccc', settle);
  done();
  await first;
  return store;
}

describe('correlations of batches that are driven side by side', () => {
  it('lose nothing that a batch found while another was computing', async () => {
    const calm = new MemoryStore();
    for (const batch of Object.keys(BATCHES)) {
      await run(calm, batch, true);
    }

    const store = await overtaken(true);

    expect(await countCorrelationFindings(calm)).toBe(2);
    expect(store.dump()).toEqual(calm.dump());
  });

  it('would lose it without a second look', async () => {
    expect(await countCorrelationFindings(await overtaken(false))).toBeLessThan(2);
  });

  it('are given up to be tried again where others never stop writing', async () => {
    const store = new MemoryStore();
    let others = 0;
    const restless = overlay(store, {
      list: (prefix) => {
        if (prefix.startsWith('state/correlate/hits/')) {
          others += 1;
          store.objects.set(`state/correlate/hits/2024-08-12T10/z${others}-000.ndjson`, Buffer.from(''));
        }
        return store.list(prefix);
      },
    });

    await expect(run(restless, 'aaa', true)).rejects.toThrow(
      'batch aaa: other batches wrote hits near its own',
    );
  });
});
