import { verifyTrail } from '../../../lib/trail/verify-trail';
import { delivered, key, nameOf, plan } from './support/delivered';
import { BUCKET, digestBody, digestKey, EPOCH, HOUR, putDigest } from './support/generate-trail';
import { MemoryTrailStore } from './support/memory-trail-store';
import { alarms, verify } from './support/verify';

describe('chains', () => {
  const digestAt = (
    store: MemoryTrailStore,
    hour: number,
    previous: Parameters<typeof digestBody>[1]['previous'],
  ) => {
    const at = digestKey(plan(), EPOCH + hour * HOUR);
    const parts = {
      key: at,
      start: EPOCH + (hour - 1) * HOUR,
      end: EPOCH + hour * HOUR,
      logs: [],
      signer: key,
    };
    return { key: at, ...putDigest(store, at, digestBody(plan(), { ...parts, previous }), key) };
  };

  it('that pass a digest by are broken', async () => {
    const store = new MemoryTrailStore();
    const first = digestAt(store, 1, undefined);
    digestAt(store, 2, first);
    const third = digestAt(store, 3, first);

    expect(alarms(await verify(store, [key]))).toEqual([`chain-broken ${third.key}`]);
  });

  it('are broken where a digest states another signature for the one before', async () => {
    const store = new MemoryTrailStore();
    const first = digestAt(store, 1, undefined);
    const second = digestAt(store, 2, { ...first, signature: 'ab'.repeat(256) });

    expect(alarms(await verify(store, [key]))).toEqual([`chain-broken ${second.key}`]);
  });

  it('name how many digests are missing in a row', async () => {
    const { store, digests } = delivered({ hours: [1, 1, 1, 1, 1, 1] });
    for (const { key: name } of digests.slice(1, 4)) {
      store.objects.delete(name);
    }
    const report = await verify(store, [key]);

    expect(report.findings.find(({ kind }) => kind === 'digest-deleted')).toMatchObject({
      key: nameOf(digests[3]),
      count: 3,
      found: 'nothing; no digest from 2024-08-12T01:01:31Z to 2024-08-12T04:01:31Z',
    });
    expect(report.trails[0]).toMatchObject({
      digests: { valid: 3, missing: 3 },
      gaps: [{ from: EPOCH + HOUR, to: EPOCH + 4 * HOUR, why: 'lost' }],
    });
  });
});

describe('the bucket', () => {
  it('is the one that most accounts and regions name', async () => {
    const { store, digests } = delivered();
    const report = await verify(store, [key], { bucket: 'copy-of-it' });

    expect((await verify(store, [key])).bucket).toBe(BUCKET);
    expect(report.findings.filter(({ kind }) => kind === 'digest-moved')).toHaveLength(digests.length);
  });

  it.each([
    ['nothing to verify', {}, 'no CloudTrail objects'],
    [
      'no digest to name it',
      { 'AWSLogs/111122223333/CloudTrail/us-east-1/x.json.gz': 'x' },
      'name the bucket',
    ],
  ])('is asked for where there is %s', async (_, objects, problem) => {
    const store = new MemoryTrailStore();
    for (const [name, body] of Object.entries(objects)) {
      store.put(name, Buffer.from(body));
    }

    expect(await verifyTrail(store, { keys: new Map() })).toEqual({
      ok: false,
      problem: expect.stringContaining(problem),
    });
  });
});
