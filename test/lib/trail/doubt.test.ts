import { delivered, disguised, forged, key, nameOf, plan } from './support/delivered';
import {
  BUCKET,
  deliver,
  deliverLog,
  digestBody,
  digestKey,
  EPOCH,
  HOUR,
  MINUTE,
  makeKey,
  putDigest,
} from './support/generate-trail';
import { MemoryTrailStore } from './support/memory-trail-store';
import { alarms, all, verify } from './support/verify';

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

describe('a file delivered near the end of the newest hour', () => {
  it('is not called injected before the next digest had its chance', async () => {
    const { store } = delivered();
    const late = deliverLog(store, plan(), EPOCH + 4 * HOUR - 5 * MINUTE, 9);

    expect(all(await verify(store, [key]))).toEqual([`log-not-yet-digested ${late.s3Object}`]);
  });
});
