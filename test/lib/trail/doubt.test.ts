import { gzipSync } from 'node:zlib';
import { sha256 } from '../../../lib/hash';
import { verifyTrail } from '../../../lib/trail/verify-trail';
import {
  BUCKET,
  deliver,
  deliverLog,
  digestBody,
  digestKey,
  EPOCH,
  HOUR,
  type ListedLog,
  MINUTE,
  makeKey,
  putDigest,
  type TrailPlan,
} from './support/generate-trail';
import { MemoryTrailStore } from './support/memory-trail-store';
import { alarms, all, verify } from './support/verify';

const key = makeKey('aa');
/** Made by another than AWS: one under a name of its own, one under the name of a true key. */
const forged = makeKey('forged');
const disguised = makeKey('aa');
const plan = (more: Partial<TrailPlan> = {}): TrailPlan => ({
  account: '111122223333',
  region: 'us-east-1',
  hours: [2, 1, 2, 1],
  key: () => key,
  ...more,
});
const delivered = (more: Partial<TrailPlan> = {}) => {
  const store = new MemoryTrailStore();
  return { store, digests: deliver(store, plan(more)) };
};
const nameOf = (digest: { key: string } | undefined) => digest?.key ?? '';

describe('what cannot be proven', () => {
  it('is not called valid where no digest has metadata: only the newest of the chain has no other proof', async () => {
    const { store, digests } = delivered();
    for (const { key: name } of digests) {
      store.put(name, store.get(name).body);
    }
    const report = await verify(store, [key]);

    expect(alarms(report)).toEqual([`signature-unknown ${nameOf(digests[3])}`]);
    expect(report.verdict).toBe('unproven');
    expect(report.trails[0]).toMatchObject({
      digests: { valid: 3, unproven: 1 },
      logs: { valid: 5, unproven: 1 },
    });
  });

  it('is not called valid under an unknown key', async () => {
    const { store, digests } = delivered();
    const report = await verify(store, [forged]);

    expect(alarms(report)).toEqual(digests.map((digest) => `key-unknown ${digest.key}`));
    expect(report.trails[0]?.digests).toMatchObject({ valid: 0, unproven: 4 });
    expect(report.trails[0]?.logs).toMatchObject({ valid: 0, unproven: 6 });
  });

  it('still shows altered files of a chain under an unknown key', async () => {
    const { store, digests } = delivered();
    const log = digests[1]?.logs[0] ?? '';
    store.objects.delete(log);

    expect(alarms(await verify(store, [forged]))).toContain(`log-deleted ${log}`);
  });

  it('is a whole chain made again by a forger under a name of his own for a key', async () => {
    const { store } = delivered({ key: () => forged });
    const report = await verify(store, [key]);

    expect(report.verdict).toBe('unproven');
    expect(report.trails[0]?.logs.valid).toBe(0);
  });

  it('is a chain made again by a forger under the name of a true key: altered', async () => {
    const { store, digests } = delivered({ key: () => disguised });
    const report = await verify(store, [key]);

    expect(alarms(report)).toContain(`signature-invalid ${nameOf(digests[3])}`);
    expect(report.trails[0]?.logs.valid).toBe(0);
  });

  it('is a signature of a key that AWS used at another time', async () => {
    const retired = makeKey('aa', { from: EPOCH - 900 * HOUR, to: EPOCH - 100 * HOUR });
    const { store, digests } = delivered({ hours: [1], key: () => retired });

    expect(alarms(await verify(store, [retired]))).toEqual([`key-out-of-use ${nameOf(digests[0])}`]);
  });

  it('is a trail whose newest digests are gone, told by the others', async () => {
    const store = new MemoryTrailStore();
    deliver(store, plan({ account: '444455556666', hours: [1, 1, 1, 1, 1, 1] }));
    const digests = deliver(store, plan({ hours: [1, 1, 1, 1, 1, 1] }));
    for (const { key: name } of digests.slice(2)) {
      store.objects.delete(name);
    }
    const orphans = digests.slice(2).flatMap(({ logs }) => logs);
    const report = await verify(store, [key]);

    expect(alarms(report)).toContain(`chain-ended ${nameOf(digests[1])}`);
    expect(
      report.findings
        .filter(({ kind }) => kind.startsWith('log'))
        .map(({ key: log }) => log)
        .sort(),
    ).toEqual(orphans);
    expect(alarms(report)).toContain(`log-unproven ${orphans[0]}`);
    expect(report.verdict).toBe('unproven');
  });

  it('is a region with log files and no digests', async () => {
    const { store, digests } = delivered({ region: 'eu-west-1' });
    deliver(store, plan());
    for (const { key: name } of digests) {
      store.objects.delete(name);
    }
    const report = await verify(store, [key]);

    expect(report.findings).toMatchObject([{ kind: 'no-digests', region: 'eu-west-1', count: 6 }]);
  });

  it('is a time without digests', async () => {
    const { store } = delivered();
    const report = await verify(store, [key], { bucket: BUCKET, window: { from: EPOCH + 100 * HOUR } });

    expect(alarms(report)).toEqual(['no-digests AWSLogs/111122223333/CloudTrail-Digest/us-east-1/']);
    expect(report.verdict).toBe('unproven');
  });

  it('is a file from before validation was switched on, or from a gap: counted, not listed one by one', async () => {
    const { store } = delivered({ hours: [1, 'stop', 'stop', 1] });
    deliverLog(store, plan(), EPOCH - 5 * HOUR, 1);
    deliverLog(store, plan(), EPOCH + 2 * HOUR, 2);
    const report = await verify(store, [key]);

    expect(report.findings.map(({ kind, count }) => [kind, count])).toEqual([
      ['logs-not-covered', 2],
      ['trail-restarted', undefined],
    ]);
  });

  it('is a file of an hour that only a backfill digest speaks of', async () => {
    const { store } = delivered({ hours: [1, 'stop', 'stop', 1] });
    const at = digestKey(plan(), EPOCH + 3 * HOUR, '_backfill');
    const parts = { key: at, start: EPOCH + HOUR, end: EPOCH + 3 * HOUR, logs: [], signer: key };
    putDigest(store, at, digestBody(plan(), parts), key);
    const log = deliverLog(store, plan(), EPOCH + 2 * HOUR, 2);

    expect(alarms(await verify(store, [key]))).toEqual([`logs-not-covered ${log.s3Object}`]);
  });

  it('is an object that cannot be read', async () => {
    const { store, digests } = delivered();
    const log = digests[0]?.logs[0] ?? '';
    store.unreadable.add(log);
    const report = await verify(store, [key]);

    expect(report.findings).toMatchObject([{ kind: 'object-unreadable', key: log, found: 'AccessDenied' }]);
    expect(report.verdict).toBe('unproven');
  });

  it('is a file that two digests list differently', async () => {
    const { store, digests } = delivered({ hours: [1, 1] });
    const log = digests[0]?.logs[0] ?? '';
    const at = digestKey(plan(), EPOCH + HOUR, '_backfill');
    const other = { s3Bucket: BUCKET, s3Object: log, hashValue: 'ab'.repeat(32), hashAlgorithm: 'SHA-256' };
    const parts = { key: at, start: EPOCH, end: EPOCH + HOUR, logs: [other], signer: key };
    putDigest(store, at, digestBody(plan(), parts), key);

    expect(alarms(await verify(store, [key]))).toEqual([`duplicate-listing ${log}`]);
  });
});

describe('a forger who adds digests of his own', () => {
  const forge = (store: MemoryTrailStore, suffix: string, logs: readonly ListedLog[]) => {
    const at = digestKey(plan(), EPOCH + 2 * HOUR, suffix);
    const parts = { key: at, start: EPOCH + HOUR, end: EPOCH + 2 * HOUR, logs, signer: forged };
    putDigest(store, at, digestBody(plan(), parts), forged);
    return at;
  };

  it('does not make an injected file good', async () => {
    const { store } = delivered();
    const log = deliverLog(store, plan(), EPOCH + HOUR + 20 * MINUTE, 9);
    const at = forge(store, '_backfill', [log]);

    expect(alarms(await verify(store, [key])).sort()).toEqual([
      `key-unknown ${at}`,
      `log-unproven ${log.s3Object}`,
    ]);
  });

  it('does not make an altered file good', async () => {
    const { store, digests } = delivered();
    const [name = ''] = digests[1]?.logs ?? [];
    store.put(name, gzipSync('altered'));
    const at = forge(store, '_backfill', [
      { s3Bucket: BUCKET, s3Object: name, hashValue: sha256('altered'), hashAlgorithm: 'SHA-256' },
    ]);
    const found = alarms(await verify(store, [key]));

    expect(found).toContain(`key-unknown ${at}`);
    expect(found.some((each) => /^log-(modified|swapped) /.test(each) && each.endsWith(name))).toBe(true);
  });

  it.each(['/11/', '/13/'])('does not replace the newest digest by hiding it in %s', async (day) => {
    const { store, digests } = delivered();
    const last = digests[3];
    const [log = ''] = last?.logs ?? [];
    store.move(nameOf(last), nameOf(last).replace('/12/', day));
    const parts = { key: nameOf(last), start: EPOCH + 3 * HOUR, end: EPOCH + 4 * HOUR, logs: [] };
    putDigest(store, nameOf(last), digestBody(plan(), { ...parts, signer: forged }), forged);
    const report = await verify(store, [key]);

    expect(alarms(report)).not.toContain(`log-unproven ${log}`);
    expect(alarms(report)).toContain(`digest-moved ${nameOf(last).replace('/12/', day)}`);
    expect(report.trails[0]?.logs.valid).toBe(6);
  });

  it('breaks the chain he puts one into', async () => {
    const { store } = delivered();
    const at = digestKey(plan(), EPOCH + 2.5 * HOUR);
    const parts = { key: at, start: EPOCH + 2 * HOUR, end: EPOCH + 2.5 * HOUR, logs: [], signer: forged };
    putDigest(store, at, digestBody(plan(), parts), forged);
    const report = await verify(store, [key]);

    expect(alarms(report)).toContain(`chain-broken ${digestKey(plan(), EPOCH + 3 * HOUR)}`);
  });

  it('says nothing of files beyond the digests he makes', async () => {
    const { store } = delivered();
    const at = digestKey(plan(), EPOCH + 9 * HOUR);
    const parts = { key: at, start: EPOCH + 4 * HOUR, end: EPOCH + 9 * HOUR, logs: [], signer: forged };
    putDigest(store, at, digestBody(plan(), parts), forged);
    const log = deliverLog(store, plan(), EPOCH + 6 * HOUR, 9);

    expect(alarms(await verify(store, [key]))).toContain(`log-unproven ${log.s3Object}`);
  });
});

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

describe('hostile content', () => {
  it('never makes the store open what it did not list', async () => {
    const { store, digests } = delivered({ hours: [1] });
    const listed = ['../../etc/passwd', '/etc/passwd', 'AWSLogs/../x', digests[0]?.logs[0] ?? ''];
    const at = digestKey(plan(), EPOCH + 2 * HOUR);
    const logs = listed.map((s3Object) => ({
      ...{ s3Bucket: BUCKET, s3Object, hashValue: '00', hashAlgorithm: 'SHA-256' },
    }));
    const parts = { key: at, start: EPOCH + HOUR, end: EPOCH + 2 * HOUR, logs, signer: forged };
    const previous = { key: '../../digest', hash: '00', signature: 'not hex' };
    putDigest(store, at, digestBody(plan(), { ...parts, previous }), key);
    const known = new Set(store.objects.keys());
    const report = await verify(store, [key]);

    expect(store.opened.filter((name) => !known.has(name))).toEqual([]);
    expect(alarms(report)).toContain('log-deleted ../../etc/passwd');
  });

  it('is stopped at the limits, and is an alteration', async () => {
    const { store, digests } = delivered();
    const log = digests[0]?.logs[0] ?? '';
    store.put(log, gzipSync(Buffer.alloc(5_000_000)));
    const limits = { maxDigestBytes: 100_000, maxLogBytes: 1_000_000, concurrency: 2 };
    const report = await verify(store, [key], { limits });

    expect(report.findings).toMatchObject([
      { kind: 'log-modified', key: log, found: 'inflates to more than 1000000 bytes' },
    ]);
  });

  it.each([
    ['deep nesting', '['.repeat(200_000)],
    ['an own __proto__', '{"__proto__":{"digestS3Bucket":"x"},"logFiles":"all"}'],
    ['a list of log files that holds none', '{"logFiles":[1,null,{}]}'],
    ['half of a previous digest', '{"previousDigestS3Object":"x"}'],
  ])('in a digest is an alteration: %s', async (_, text) => {
    const { store, digests } = delivered();
    const { key: name, end } = digests[1] ?? { key: '', end: 0 };
    const whole = { ...digestBody(plan(), { key: name, start: end - HOUR, end, logs: [], signer: key }) };
    const body = text.startsWith('{') ? JSON.stringify({ ...whole, ...JSON.parse(text) }) : text;
    store.put(name, gzipSync(body), store.get(name).metadata);

    expect(alarms(await verify(store, [key]))).toContain(`digest-modified ${name}`);
  });

  it('in a name far in the future leaves the others as they are', async () => {
    const { store } = delivered();
    const far = digestKey(plan(), EPOCH + 900_000 * HOUR);
    store.put(far, gzipSync('{}'));
    const report = await verify(store, [key]);

    expect(alarms(report)).toEqual([`digest-modified ${far}`]);
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

describe('a file delivered near the end of the newest hour', () => {
  it('is not called injected before the next digest had its chance', async () => {
    const { store } = delivered();
    const late = deliverLog(store, plan(), EPOCH + 4 * HOUR - 5 * MINUTE, 9);

    expect(all(await verify(store, [key]))).toEqual([`log-not-yet-digested ${late.s3Object}`]);
  });
});
