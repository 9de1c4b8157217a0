import fc from 'fast-check';
import { sha256 } from '../../../lib/hash';
import { ingestMessages } from '../../../lib/ingest/ingest-messages';
import { parseRedrive, type Redrive, redriveMessage, redrivenKey } from '../../../lib/ingest/redrive';
import { times } from '../../support/effort';
import { MemoryStore } from '../../support/memory-store';
import { contextUnder, created, logOf, RULES } from './replay/support';

const KEYS = ['a-1', 'b-2', 'c-3'];
const REDRIVE = { replay: 'r-1', asked: 'now', alerts: true };

const batchesOf = (store: MemoryStore) =>
  [...store.objects.keys()].flatMap((key) => /^state\/plans\/(.*)\.json$/.exec(key)?.[1] ?? []);
const message = (redrive: Redrive) => ({ messageId: redrive.batch, body: redriveMessage(redrive) });
const redrives = (store: MemoryStore, more: Partial<Redrive> = {}) =>
  batchesOf(store).map((batch) => message({ ...REDRIVE, batch, ...more }));
const outcomes = (store: MemoryStore) =>
  [...store.objects].flatMap(([key, body]) =>
    key.startsWith('state/replays/') ? [JSON.parse(Buffer.from(body).toString())] : [],
  );

/** What people and engines see of a lake: not how often its batches were made, and under what they were sealed. */
function visible(store: MemoryStore): readonly string[] {
  return [...store.objects]
    .filter(([key]) => !/^state\/(?:replays|drives|manifests)\//.test(key))
    .map(([key, body]) => `${key} ${sha256(body)}`)
    .sort();
}

async function ingested(rules: readonly string[]): Promise<MemoryStore> {
  const store = new MemoryStore();
  const { context } = contextUnder(store, rules, logOf);
  expect(
    (
      await ingestMessages(
        KEYS.map((key) => created(key)),
        context,
      )
    ).notDone,
  ).toEqual([]);
  return store;
}

describe('a batch that is to be made again', () => {
  it('is as if it had been made under the present rules at first, correlations and all', async () => {
    const clean = await ingested(RULES.now);
    const store = await ingested(RULES.before);
    expect(visible(store)).not.toEqual(visible(clean));
    const { context, told } = contextUnder(store, RULES.now, logOf);

    const { commits, notDone } = await ingestMessages(redrives(store), context);

    expect(notDone).toEqual([]);
    expect(commits).toHaveLength(2);
    expect(visible(store)).toEqual(visible(clean));
    expect(outcomes(store)).toEqual([
      { asked: 'now', outcome: 'driven', events: 4, findings: 2, quarantined: 0 },
      { asked: 'now', outcome: 'driven', events: 2, findings: 1, quarantined: 0 },
    ]);
    // Two calls that stopped the trail, one more in the other batch, and a correlation over them.
    expect(new Set(told.map(({ finding_info: info }) => info?.title))).toEqual(new Set(['stopped', 'twice']));
  });

  it('ends as a clean run does, wherever runs are killed and however often they are asked for', async () => {
    const clean = visible(await ingested(RULES.now));
    const before = await ingested(RULES.before);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ lives: fc.nat(150), after: fc.boolean() }), { maxLength: 4 }),
        async (runs) => {
          const store = new MemoryStore();
          for (const [key, body] of before.objects) {
            store.objects.set(key, body);
          }
          const { context } = contextUnder(store, RULES.now, logOf);
          const asked = redrives(store);
          for (const { lives, after } of runs) {
            store.lives = lives;
            store.dieAfterEffect = after;
            await ingestMessages(asked, context).catch(() => undefined);
          }
          store.lives = Number.POSITIVE_INFINITY;

          expect((await ingestMessages(asked, context)).notDone).toEqual([]);
          expect(visible(store)).toEqual(clean);
        },
      ),
      { numRuns: times(25) },
    );
  });

  it('is left as it is where it was made under the present rules', async () => {
    const store = await ingested(RULES.now);
    const before = visible(store);
    const { context, told } = contextUnder(store, RULES.now, logOf);

    const { commits, notDone } = await ingestMessages(redrives(store), context);

    expect([commits, notDone, told]).toEqual([[], [], []]);
    expect(visible(store)).toEqual(before);
    expect(outcomes(store).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
  });

  it('tells nobody of what it finds where that is asked for', async () => {
    const store = await ingested(RULES.before);
    const { context, told } = contextUnder(store, RULES.now, logOf);

    await ingestMessages(redrives(store, { alerts: false }), context);

    expect(told).toEqual([]);
    expect(visible(store)).toEqual(visible(await ingested(RULES.now)));
  });

  it('is finished where it never was', async () => {
    const store = await ingested(RULES.now);
    for (const key of [...store.objects.keys()].filter((key) =>
      /^state\/(?:manifests|commits)\//.test(key),
    )) {
      store.objects.delete(key);
    }
    const { context } = contextUnder(store, RULES.now, logOf);

    await ingestMessages(redrives(store), context);

    expect(visible(store)).toEqual(visible(await ingested(RULES.now)));
  });

  it('that fails comes again, is written down with why, and holds up no other', async () => {
    const store = await ingested(RULES.before);
    const [broken = '', whole = ''] = batchesOf(store);
    const missing = 'f'.repeat(24);
    const { context } = contextUnder(store, RULES.now, logOf);
    store.objects.delete(`state/plans/${broken}.json`);
    store.objects.delete(`state/manifests/${broken}.json`);
    store.objects.delete(`state/commits/${broken}.json`);

    const { notDone } = await ingestMessages(
      [broken, missing, whole].map((batch) => message({ ...REDRIVE, batch })),
      context,
    );

    expect(notDone.map(({ messageId }) => messageId)).toEqual([broken, missing]);
    const failed = JSON.parse(
      Buffer.from(store.objects.get(redrivenKey({ ...REDRIVE, batch: broken })) ?? '').toString(),
    );
    expect(failed).toMatchObject({
      outcome: 'failed',
      asked: 'now',
      error: expect.stringContaining('no plan'),
    });
  });

  it('waits for new objects, which go first', async () => {
    const store = await ingested(RULES.before);
    const { context } = contextUnder(store, RULES.now, logOf);
    const short = { ...context, mayContinue: () => false };

    const { commits, notDone } = await ingestMessages([...redrives(store), created('d-4')], short);

    expect(commits[0]?.inputs.map(({ path }) => path)).toEqual(['s3://raw/d-4']);
    expect(notDone.map(({ error }) => error)).toEqual(['out of time', 'out of time']);
  });
});

describe('a message that asks for a batch', () => {
  it('says again what was written into it', () => {
    const redrive = { batch: '0123456789abcdef01234567', replay: 'r-1', asked: 'x', alerts: false };

    expect(parseRedrive(redriveMessage(redrive))).toEqual({ ok: true, value: redrive });
  });

  it.each([
    ['a batch that is a path', { redrive: '../../raw', replay: 'r' }],
    ['a replay that is a path', { redrive: '0123456789abcdef01234567', replay: '../x' }],
    ['no batch', { replay: 'r' }],
  ])('is for the dead letters when it names %s', async (_, named) => {
    const store = new MemoryStore();
    const body = JSON.stringify({ source: 'kumomori.replay', ...named });

    const { notDone } = await ingestMessages(
      [{ messageId: 'm', body }],
      contextUnder(store, RULES.now, logOf).context,
    );

    expect(notDone).toEqual([{ messageId: 'm', error: expect.stringContaining('names no batch') }]);
    expect(store.objects.size).toBe(0);
  });

  it('is none when it is of another kind', () => {
    expect(parseRedrive('{"detail-type":"Object Created"}')).toBeUndefined();
    expect(parseRedrive('not JSON')).toBeUndefined();
  });
});
