const MAGIC_1 = 0x1f;
const MAGIC_2 = 0x8b;
const DEFLATE = 8;
const HAS_CRC = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const RESERVED = 0xe0;
/** Bytes every member header has. */
export const FIXED_BYTES = 10;

/** Bytes a header may take: far more than any writer needs, so that a hostile one is not collected for ever. */
export const MAX_HEADER_BYTES = 64 * 1024;

/** True where bytes look like the start of a gzip member (RFC 1952: magic, deflate, no reserved flag). */
export function isMemberStart(bytes: Uint8Array, at = 0): boolean {
  return (
    bytes[at] === MAGIC_1 &&
    bytes[at + 1] === MAGIC_2 &&
    bytes[at + 2] === DEFLATE &&
    ((bytes[at + 3] ?? RESERVED) & RESERVED) === 0
  );
}

/** As `isMemberStart`, and the flags and system are ones that exist: for finding a member among damaged bytes. */
export function isLikelyMember(bytes: Uint8Array, at: number): boolean {
  const effort = bytes[at + 8] ?? 1;
  const system = bytes[at + 9] ?? 254;
  return (
    isMemberStart(bytes, at) &&
    (effort === 0 || effort === 2 || effort === 4) &&
    (system < 14 || system === 255)
  );
}

/** Length of the member header at the start of `bytes`; undefined when more bytes are needed. Check the magic first. */
export function headerLength(bytes: Uint8Array): number | undefined {
  const flags = bytes[3] ?? 0;
  let length = FIXED_BYTES;
  if (flags & HAS_EXTRA) {
    length += 2 + (bytes[length] ?? 0) + ((bytes[length + 1] ?? 0) << 8);
  }
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if (flags & flag) {
      const zero = length < bytes.length ? bytes.indexOf(0, length) : -1;
      if (zero === -1) {
        return undefined;
      }
      length = zero + 1;
    }
  }
  length += flags & HAS_CRC ? 2 : 0;
  return bytes.length >= length ? length : undefined;
}
