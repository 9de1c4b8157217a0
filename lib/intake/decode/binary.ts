import { isUtf8 } from 'node:buffer';

const TAB = 0x09;
const RETURN = 0x0d;
const ESCAPE = 0x1b;
/** More than one strange byte in so many makes an input binary; fewer are flaws of their records. */
const STRANGE_SHARE = 8;
const STRANGE_FEW = 4;

const SIGNATURES: readonly (readonly [string, string])[] = [
  ['Obj\u0001', 'an Avro container'],
  ['PAR1', 'a Parquet file'],
  ['ORC', 'an ORC file'],
  ['PK\u0003\u0004', 'a ZIP archive'],
  ['BZh', 'bzip2 data'],
  ['\u00fd7zXZ', 'xz data'],
  ['\u0089PNG', 'a PNG image'],
  ['%PDF', 'a PDF document'],
  ['\u007fELF', 'an ELF program'],
];

/** Why the start of an input shows that it is no text. */
export function binaryReason(start: Uint8Array): string | undefined {
  const latin1 = Buffer.from(start).toString('latin1', 0, 8);
  const signature = SIGNATURES.find(([magic]) => latin1.startsWith(magic));
  if (signature !== undefined && !isPlainText(start)) {
    return `not text: this looks like ${signature[1]}; give JSON or lines of text, plain, gzip or zstd`;
  }
  const strange = countStrange(start);
  const many = strange >= STRANGE_FEW && strange * STRANGE_SHARE > start.length;
  if (!many && strange * 2 <= start.length) {
    return undefined;
  }
  return `not text: ${strange} of the first ${start.length} bytes are no text; give JSON or lines of text, plain, gzip or zstd`;
}

const isPlainText = (bytes: Uint8Array) => isUtf8(bytes) && countStrange(bytes) === 0;

/** Control characters other than white space, and bytes of no UTF-8 character. */
function countStrange(bytes: Uint8Array): number {
  const text = Buffer.from(bytes).toString();
  let strange = 0;
  for (let at = 0; at < text.length; at++) {
    strange += isStrange(text.charCodeAt(at)) ? 1 : 0;
  }
  return strange;
}

function isStrange(code: number): boolean {
  const control = code < 0x20 ? code < TAB || (code > RETURN && code !== ESCAPE) : code === 0x7f;
  return control || code === 0xfffd;
}
