import { gzipSync } from 'node:zlib';
import { delivered, forged, key, plan } from './support/delivered';
import { BUCKET, digestBody, digestKey, EPOCH, HOUR, putDigest } from './support/generate-trail';
import { alarms, verify } from './support/verify';

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
