/** XXH64 with seed 0 over bytes that come in pieces; zstd keeps its low 32 bits as a frame's checksum. */
export interface Xxh64 {
  update(bytes: Uint8Array): void;
  low32(): number;
}

const STRIPE_BYTES = 32;
const LANES = 4;
const PRIME_1 = 0x9e3779b185ebca87n;
const PRIME_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME_3 = 0x165667b19e3779f9n;
const PRIME_4 = 0x85ebca77c2b2ae63n;
const PRIME_5 = 0x27d4eb2f165667c5n;
const P1_LOW = 0x85ebca87 | 0;
const P1_HIGH = 0x9e3779b1 | 0;
const P2_LOW = 0x27d4eb4f | 0;
const P2_HIGH = 0xc2b2ae3d | 0;

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => wrap(value << by) | (value >> (64n - by));

export function openXxh64(): Xxh64 {
  const low = new Int32Array(LANES);
  const high = new Int32Array(LANES);
  for (const [lane, seed] of [wrap(PRIME_1 + PRIME_2), PRIME_2, 0n, wrap(-PRIME_1)].entries()) {
    low[lane] = Number(seed & 0xffffffffn) | 0;
    high[lane] = Number(seed >> 32n) | 0;
  }
  let held = Buffer.alloc(0);
  let total = 0;
  return {
    update(bytes) {
      total += bytes.length;
      const input = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      const whole = input.length - (input.length % STRIPE_BYTES);
      addStripes(low, high, input, whole);
      held = Buffer.from(input.subarray(whole));
    },
    low32: () => Number(finish(lanes(low, high), held, total) & 0xffffffffn),
  };
}

// 64-bit arithmetic on halves of 32: the same with BigInt is slower than the decompression it checks.
function addStripes(low: Int32Array, high: Int32Array, input: Uint8Array, end: number): void {
  for (let at = 0; at < end; at += 8) {
    const lane = (at >> 3) & 3;
    const inLow = word(input, at);
    const sumLow = (low[lane] ?? 0) + timesLow(inLow, P2_LOW);
    const carry = (timesLow(inLow, P2_LOW) >>> 0) + ((low[lane] ?? 0) >>> 0) > 0xffffffff ? 1 : 0;
    const sumHigh = (high[lane] ?? 0) + timesHigh(inLow, word(input, at + 4), P2_LOW, P2_HIGH) + carry;
    const turnedLow = (sumLow << 31) | ((sumHigh | 0) >>> 1);
    const turnedHigh = (sumHigh << 31) | ((sumLow | 0) >>> 1);
    low[lane] = timesLow(turnedLow, P1_LOW);
    high[lane] = timesHigh(turnedLow, turnedHigh, P1_LOW, P1_HIGH);
  }
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}

const timesLow = (aLow: number, bLow: number): number => Math.imul(aLow, bLow);

/** The high half of a 64-bit product. */
function timesHigh(aLow: number, aHigh: number, bLow: number, bHigh: number): number {
  const a0 = aLow & 0xffff;
  const a1 = aLow >>> 16;
  const b0 = bLow & 0xffff;
  const b1 = bLow >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  const carried = a1 * b1 + (middle >>> 16) + (other >>> 16);
  return (carried + Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh)) | 0;
}

function lanes(low: Int32Array, high: Int32Array): bigint[] {
  return Array.from(low, (value, lane) => (BigInt((high[lane] ?? 0) >>> 0) << 32n) | BigInt(value >>> 0));
}

const round = (lane: bigint, input: bigint): bigint =>
  wrap(rotate(wrap(lane + input * PRIME_2), 31n) * PRIME_1);

function finish(state: readonly bigint[], rest: Buffer, total: number): bigint {
  let hash = total < STRIPE_BYTES ? PRIME_5 : merge(state);
  hash = wrap(hash + BigInt(total));
  let at = 0;
  for (; at + 8 <= rest.length; at += 8) {
    hash = wrap(rotate(hash ^ round(0n, rest.readBigUInt64LE(at)), 27n) * PRIME_1 + PRIME_4);
  }
  if (at + 4 <= rest.length) {
    hash = wrap(rotate(hash ^ wrap(BigInt(rest.readUInt32LE(at)) * PRIME_1), 23n) * PRIME_2 + PRIME_3);
    at += 4;
  }
  for (; at < rest.length; at++) {
    hash = wrap(rotate(hash ^ wrap(BigInt(rest.readUInt8(at)) * PRIME_5), 11n) * PRIME_1);
  }
  hash = wrap((hash ^ (hash >> 33n)) * PRIME_2);
  hash = wrap((hash ^ (hash >> 29n)) * PRIME_3);
  return hash ^ (hash >> 32n);
}

function merge(state: readonly bigint[]): bigint {
  const [a = 0n, b = 0n, c = 0n, d = 0n] = state;
  const hash = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
  return state.reduce((merged, lane) => wrap((merged ^ round(0n, lane)) * PRIME_1 + PRIME_4), hash);
}
