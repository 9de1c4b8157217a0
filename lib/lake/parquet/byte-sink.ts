const SHORT_TEXT = 32;
const LONG_TEXT = 1 << 16;
const KEPT_CAPACITY = 8 << 20;

/** A growing buffer that is written once from front to back and used again after `reset`. Little endian. */
export class ByteSink {
  buffer: Buffer;
  length = 0;

  constructor(capacity = 1024) {
    this.buffer = Buffer.allocUnsafeSlow(capacity);
  }

  /** Makes room for `size` more bytes. */
  ensure(size: number): void {
    const needed = this.length + size;
    if (needed > this.buffer.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
      this.buffer.copy(grown, 0, 0, this.length);
      this.buffer = grown;
    }
  }

  byte(value: number): void {
    this.ensure(1);
    this.buffer[this.length++] = value;
  }

  uint32(value: number): void {
    this.ensure(4);
    const { buffer, length } = this;
    buffer[length] = value;
    buffer[length + 1] = value >>> 8;
    buffer[length + 2] = value >>> 16;
    buffer[length + 3] = value >>> 24;
    this.length += 4;
  }

  /** A non-negative integer below 2^53 in groups of seven bits. */
  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  bytes(source: Uint8Array): void {
    this.ensure(source.length);
    this.buffer.set(source, this.length);
    this.length += source.length;
  }

  /** Bytes `from` to `to` of another buffer. */
  copy(source: Buffer, from: number, to: number): void {
    this.ensure(to - from);
    source.copy(this.buffer, this.length, from, to);
    this.length += to - from;
  }

  /** The text as UTF-8, lone surrogates as U+FFFD; returns its length in bytes. */
  text(value: string): number {
    this.ensure(value.length <= LONG_TEXT ? value.length * 3 : Buffer.byteLength(value));
    const size =
      value.length <= SHORT_TEXT
        ? writeShort(this.buffer, this.length, value)
        : this.buffer.write(value, this.length);
    this.length += size;
    return size;
  }

  /** What has been written, as a view that the next write may change. */
  view(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  /** Starts over; memory that one huge value needed is given back. */
  reset(): void {
    this.length = 0;
    if (this.buffer.length > KEPT_CAPACITY) {
      this.buffer = Buffer.allocUnsafeSlow(KEPT_CAPACITY);
    }
  }
}

/** Short ASCII is copied here: a call into the engine costs more than the text. */
function writeShort(buffer: Buffer, at: number, value: string): number {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 0x80) {
      return buffer.write(value, at);
    }
    buffer[at + i] = code;
  }
  return value.length;
}
