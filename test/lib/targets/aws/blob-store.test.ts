import { S3Client } from '@aws-sdk/client-s3';
import { RawGone } from '../../../../lib/ingest/raw-gone';
import { S3BlobStore } from '../../../../lib/targets/aws/blob-store';
import { clientOptions } from '../../../../lib/targets/aws/client-options';
import { PART_BYTES } from '../../../../lib/targets/aws/multipart';
import { readRaw } from '../../../../lib/targets/aws/raw-reader';
import { LoopbackS3 } from './loopback-s3';

let s3: LoopbackS3;
let client: S3Client;
let store: S3BlobStore;

beforeEach(async () => {
  s3 = new LoopbackS3();
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const options = clientOptions('eu-west-1', { credentials, endpoint: await s3.start() });
  client = new S3Client({ ...options, maxAttempts: 2 });
  store = new S3BlobStore(client, 'lake');
});
afterEach(async () => {
  client.destroy();
  await s3.stop();
});

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (body: Uint8Array | undefined) => body && Buffer.from(body).toString();
async function* inPieces(body: Buffer, size: number) {
  for (let at = 0; at < body.length; at += size) {
    yield body.subarray(at, at + size);
  }
}
async function all(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = [];
  for await (const chunk of chunks) {
    found.push(chunk);
  }
  return Buffer.concat(found);
}

describe('a bucket as an object store', () => {
  it('gives back what was put, and nothing for what was not', async () => {
    await store.put('state/a b.json', bytes('one'));

    expect(textOf(await store.get('state/a b.json'))).toBe('one');
    expect((await all(store.stream('state/a b.json'))).toString()).toBe('one');
    expect(await store.get('state/other')).toBeUndefined();
  });

  it('lets exactly one of many callers create an object', async () => {
    const callers = Array.from({ length: 8 }, (_, i) => store.putIfAbsent('claim', bytes(String(i))));

    const first = (await Promise.all(callers)).flatMap((created, i) => (created ? [String(i)] : []));

    expect(first).toEqual([textOf(await store.get('claim'))]);
  });

  it('tries again when another write of the key is under way', async () => {
    let conflicts = 2;
    s3.trouble = (method) => (method === 'PUT' && conflicts-- > 0 ? 409 : undefined);

    expect(await store.putIfAbsent('claim', bytes('1'))).toBe(true);
  });

  it.each([
    ['get', () => store.get('k')],
    ['putIfAbsent', () => store.putIfAbsent('k', bytes(''))],
    ['put', () => store.put('k', bytes(''))],
  ])('%s fails where S3 forbids it, for nobody to take it for an answer', async (_name, ask) => {
    s3.trouble = () => 403;

    await expect(ask()).rejects.toThrow();
  });

  it('leaves it to the SDK to try again what may pass', async () => {
    let failures = 1;
    s3.trouble = () => (failures-- > 0 ? 503 : undefined);

    await store.put('k', bytes('one'));

    expect(textOf(await store.get('k'))).toBe('one');
  });

  it('deletes an object, and none', async () => {
    await store.put('k', bytes('one'));

    await store.delete('k');
    await store.delete('k');

    expect(await store.get('k')).toBeUndefined();
  });

  it('lists every page of a prefix, and refuses to list a bucket', async () => {
    for (const key of ['a/1', 'a/2', 'a/3', 'b/1']) {
      await store.put(key, bytes(key));
    }
    const keys: string[] = [];

    for await (const { key, size } of store.list('a/')) {
      keys.push(`${key} ${size}`);
    }

    expect(keys).toEqual(['a/1 3', 'a/2 3', 'a/3 3']);
    await expect(store.list('')[Symbol.asyncIterator]().next()).rejects.toThrow('list a prefix');
  });
});

describe('a large object', () => {
  const large = Buffer.alloc(PART_BYTES * 2 + 5, 'kumomori');

  it.each([
    ['given whole', () => store.put('k', large), 3],
    ['given in pieces', () => store.putIfAbsent('k', inPieces(large, 3_000_000)), 3],
    ['that fills its parts', () => store.put('k', large.subarray(0, PART_BYTES * 2)), 2],
  ])('%s is written in parts', async (_how, write, parts) => {
    await write();

    const written = await store.get('k');
    expect(written && large.subarray(0, written.length).equals(written)).toBe(true);
    expect(
      s3.requests.filter((one) => one.startsWith('PUT k?partNumber=') || /partNumber/.test(one)),
    ).toHaveLength(parts);
  });

  it('is not written where there is one', async () => {
    await store.put('k', bytes('first'));

    expect(await store.putIfAbsent('k', inPieces(large, 5_000_000))).toBe(false);
    expect(textOf(await store.get('k'))).toBe('first');
  });

  it('is taken back when a part fails', async () => {
    let puts = 0;
    s3.trouble = (method) => (method === 'PUT' && ++puts > 1 ? 403 : undefined);

    await expect(store.put('k', large)).rejects.toThrow();

    expect(s3.requests.at(-1)).toMatch(/^DELETE k\?.*uploadId=1/);
    expect(s3.objects.has('k')).toBe(false);
  });
});

describe('a raw object', () => {
  it('is read in the version its address names', async () => {
    s3.objects.set('a b/c.gz', Buffer.from('raw'));

    expect((await all(readRaw(client, 's3://raw/a b/c.gz?versionId=v/1'))).toString()).toBe('raw');
    expect(s3.requests.at(-1)).toContain('versionId=v%2F1');
  });

  it('is gone when S3 says so, or when the address is none', async () => {
    await expect(all(readRaw(client, 's3://raw/none?versionId=null'))).rejects.toThrow(RawGone);
    await expect(all(readRaw(client, 'raw/ab/abc'))).rejects.toThrow('is not the address of an object in S3');
  });

  it('is not gone when it may not be read: that is for people to mend', async () => {
    s3.trouble = () => 403;

    await expect(all(readRaw(client, 's3://raw/k?versionId=v'))).rejects.not.toThrow(RawGone);
  });
});
