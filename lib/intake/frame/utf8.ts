import { isUtf8 } from 'node:buffer';

/** Offset of the first byte that is no UTF-8; for bytes that `isUtf8` has refused. */
export function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = characterLength(bytes[at] ?? 0);
    if (length > 1 && !isUtf8(bytes.subarray(at, at + length))) {
      break;
    }
    if (length === 0) {
      break;
    }
    at += length;
  }
  return at;
}

/** Bytes of the character that a lead byte begins; 0 when none does. */
function characterLength(lead: number): number {
  if (lead < 0x80) {
    return 1;
  }
  if (lead < 0xc2) {
    return 0;
  }
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
}
