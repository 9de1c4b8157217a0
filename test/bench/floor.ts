import { gunzipSync } from 'node:zlib';

/**
 * The floor: inflate into a buffer sized by the gzip trailer (ISIZE, RFC 1952), cut at record boundaries, parse each
 * slice. The least that any pipeline which looks into records must do in plain JavaScript.
 */
export function sliceParse(gz: Buffer): number {
  const inflated = inflateSized(gz);
  const marker = Buffer.from('},{"eventVersion"');
  let records = 0;
  let start = inflated.indexOf('[') + 1;
  for (;;) {
    const boundary = inflated.indexOf(marker, start);
    const end = boundary < 0 ? inflated.lastIndexOf(']') : boundary + 1;
    JSON.parse(inflated.toString('utf8', start, end));
    records += 1;
    if (boundary < 0) {
      return records;
    }
    start = boundary + 2;
  }
}

/** The naive way: inflate, parse the document whole. */
export function wholeParse(gz: Buffer): number {
  return JSON.parse(inflateSized(gz).toString('utf8')).Records.length;
}

function inflateSized(gz: Buffer): Buffer {
  const size = gz.readUInt32LE(gz.length - 4);
  return gunzipSync(gz, { maxOutputLength: size, chunkSize: Math.max(64, size) });
}
