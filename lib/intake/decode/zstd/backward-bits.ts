import { corrupt } from './corrupt';

/** A bit stream that is read from its end to its start (RFC 8878, 4.1): `left` bits are still to be read. */
export interface BackwardBits {
  readonly bytes: Uint8Array;
  left: number;
}

/** Opens the stream; its last byte holds a 1 bit that marks where the padding ends. */
export function openBackwardBits(bytes: Uint8Array): BackwardBits {
  const last = bytes[bytes.length - 1] ?? 0;
  if (last === 0) {
    return corrupt('a bit stream without its end mark');
  }
  return { bytes, left: bytes.length * 8 - 8 + (31 - Math.clz32(last)) };
}

/** The next `count` bits, at most 24. Those before the stream's start are zeros; `left` is negative then. */
export function readBits(bits: BackwardBits, count: number): number {
  bits.left -= count;
  return bits.left >= 0
    ? bitsAt(bits.bytes, bits.left, count)
    : bitsAt(bits.bytes, 0, Math.max(bits.left + count, 0)) << -bits.left;
}

/** `count` bits, at most 24, from bit `from` on. */
export function bitsAt(bytes: Uint8Array, from: number, count: number): number {
  const at = from >> 3;
  const word =
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24);
  return (word >>> (from & 7)) & ((1 << count) - 1);
}
