import fc from 'fast-check';
import { type IngestContext, ingestMessages } from '../../../lib/ingest/ingest-messages';
import type { Message } from '../../../lib/ingest/receive';
import type { ProcessBatch } from '../../../lib/lake/batch/drive';
import type { Versions } from '../../../lib/lake/batch/records';
import { MemoryStore } from '../../support/memory-store';

const VERSIONS: Versions = { release: '1', config: 'c', rules: 'r', reference: 'g', tokenKey: '-' };

const tell = (messageId: string, key: string): Message => ({
  messageId,
  body: JSON.stringify({
    'detail-type': 'Object Created',
    time: '2024-08-12T10:30:00Z',
    detail: { bucket: { name: 'raw' }, object: { key, size: 10 } },
  }),
});

/** One file an object. */
function process(store: MemoryStore): ProcessBatch {
  return async ({ batch, members }) => {
    const outputs = [];
    for (const { input, path } of members) {
      if (path.endsWith('refused')) {
        throw new Error('S3 said no');
      }
      const key = `events/${batch}-${input}.parquet`;
      await store.put(key, Buffer.from(path));
      outputs.push({ key, rows: 1, bytes: 1, sha256: '', minTimeUs: 0, maxTimeUs: 0 });
    }
    return { inputs: [], outputs, quarantine: [] };
  };
}

function contextOf(store: MemoryStore, more: Partial<IngestContext> = {}): IngestContext {
  return {
    versions: VERSIONS,
    limits: { members: 2, bytes: 1000 },
    open: () => ({ store, process: process(store) }),
    mayContinue: () => true,
    ...more,
  };
}

const written = (store: MemoryStore) =>
  [...store.objects]
    .filter(([key]) => key.startsWith('events/'))
    .map(([, body]) => Buffer.from(body).toString())
    .sort();

describe('ingestMessages', () => {
  it('writes an object once, whoever tells of it and however often', async () => {
    const store = new MemoryStore();

    const { notDone } = await ingestMessages(
      [tell('1', 'a'), tell('2', 'a'), tell('3', 'b')],
      contextOf(store),
    );
    const again = await ingestMessages([tell('4', 'b'), tell('5', 'a')], contextOf(store));

    expect(notDone).toEqual([]);
    expect(again).toEqual({ commits: [], notDone: [] });
    expect(written(store)).toEqual(['s3://raw/a', 's3://raw/b']);
  });

  it('gives back every message of a batch that failed, and does the others', async () => {
    const store = new MemoryStore();
    const keys = ['a', 'b', 'c', 'refused'];

    const { notDone } = await ingestMessages(
      keys.map((key) => tell(key, key)),
      contextOf(store),
    );

    const failed = notDone.map(({ messageId }) => messageId);
    expect(failed).toContain('refused');
    expect(failed).toHaveLength(2);
    expect(written(store)).toHaveLength(2);
    expect(notDone[0]?.error).toBe('Error: S3 said no');
  });

  it('begins no other batch when time is short, but always one', async () => {
    const store = new MemoryStore();
    const keys = ['a', 'b', 'c', 'd', 'e'];

    const { commits, notDone } = await ingestMessages(
      keys.map((key) => tell(key, key)),
      contextOf(store, { mayContinue: () => false }),
    );

    expect(commits).toHaveLength(1);
    expect(notDone.map(({ error }) => error)).toEqual(['out of time', 'out of time', 'out of time']);
  });

  it('loses and doubles nothing, wherever runs are killed and however messages are grouped', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const run = fc.record({
      lives: fc.nat(40),
      after: fc.boolean(),
      told: fc.array(fc.constantFrom(...keys), { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(run, { maxLength: 6 }), async (runs) => {
        const store = new MemoryStore();
        for (const { lives, after, told } of runs) {
          store.lives = lives;
          store.dieAfterEffect = after;
          await ingestMessages(
            told.map((key) => tell(key, key)),
            contextOf(store),
          );
        }
        store.lives = Number.POSITIVE_INFINITY;
        for (const key of keys) {
          expect((await ingestMessages([tell(key, key)], contextOf(store))).notDone).toEqual([]);
        }

        expect(written(store)).toEqual(keys.map((key) => `s3://raw/${key}`));
      }),
      { numRuns: 60 },
    );
  });

  it('loses and doubles nothing when two runs have the same messages at once', async () => {
    const store = new MemoryStore();
    const messages = ['a', 'b', 'c'].map((key) => tell(key, key));

    await Promise.all([
      ingestMessages(messages, contextOf(store)),
      ingestMessages(messages.slice(1), contextOf(store)),
      ingestMessages(messages, contextOf(store)),
    ]);

    expect(written(store)).toEqual(['s3://raw/a', 's3://raw/b', 's3://raw/c']);
  });
});
