import { gzipSync } from 'node:zlib';
import { sha256 } from '../../../lib/hash';
import { delivered, forged, key, nameOf, plan } from './support/delivered';
import {
  BUCKET,
  deliverLog,
  digestBody,
  digestKey,
  EPOCH,
  HOUR,
  type ListedLog,
  MINUTE,
  putDigest,
} from './support/generate-trail';
import type { MemoryTrailStore } from './support/memory-trail-store';
import { alarms, verify } from './support/verify';

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
