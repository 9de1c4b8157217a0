import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createGzip, gzipSync } from 'node:zlib';
import { cloudTrailRecord } from '../../functions/local/demo/cloudtrail';
import { seeded } from '../../functions/local/demo/random';

const START = Date.UTC(2024, 7, 12, 6);

/** A CloudTrail object in memory: gzip, its inflated size, its number of records. */
export function cloudTrailObject(records: number): { gz: Buffer; bytes: number; records: number } {
  const random = seeded(1);
  const text = JSON.stringify({
    Records: Array.from({ length: records }, (_, i) => cloudTrailRecord(random, START + i * 40)),
  });
  return { gz: gzipSync(text, { level: 6 }), bytes: Buffer.byteLength(text), records };
}

/** Writes one CloudTrail object of at least so many inflated bytes to a file, a record at a time. */
export async function writeCloudTrailObject(
  path: string,
  inflatedBytes: number,
): Promise<{ bytes: number; records: number }> {
  const random = seeded(2);
  const gzip = createGzip({ level: 1 });
  const file = createWriteStream(path);
  gzip.pipe(file);
  let [bytes, records] = [0, 0];
  while (bytes < inflatedBytes) {
    const text = `${records === 0 ? '{"Records":[' : ','}${JSON.stringify(cloudTrailRecord(random, START + records * 40))}`;
    bytes += text.length;
    records += 1;
    if (!gzip.write(text)) {
      await once(gzip, 'drain');
    }
  }
  gzip.end(']}');
  await once(file, 'close');
  return { bytes: bytes + 2, records };
}
