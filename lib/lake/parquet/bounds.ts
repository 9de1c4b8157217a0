import { ByteSink } from './byte-sink';
import type { Bounds } from './cells';
import { type NumberType, PLAIN_NUMBERS } from './plain-numbers';

/** Longest bound of a text: longer ones are cut (lower) or cut and raised (upper). */
const MAX_BOUND_BYTES = 64;

/** Smallest and largest number; zero counts as -0 below and +0 above, as the format wants of doubles. */
export function numberBounds(type: NumberType, values: Float64Array): Bounds | undefined {
  if (values.length === 0) {
    return undefined;
  }
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const bytes = (value: number) => {
    const sink = new ByteSink(8);
    PLAIN_NUMBERS[type].write(sink, Float64Array.of(value));
    return sink.view();
  };
  return {
    min: bytes(min === 0 && type === 'double' ? -0 : min),
    max: bytes(max === 0 ? 0 : max),
    minExact: true,
    maxExact: true,
  };
}

/** Bounds of texts whose smallest and largest, by UTF-8 bytes, are given. */
export function textBounds(smallest: string, largest: string): Bounds | undefined {
  const min = Buffer.from(smallest);
  const max = Buffer.from(largest);
  const upper = max.length <= MAX_BOUND_BYTES ? max : raised(cut(max).toString());
  return (
    upper && {
      min: min.length <= MAX_BOUND_BYTES ? min : cut(min),
      max: upper,
      minExact: min.length <= MAX_BOUND_BYTES,
      maxExact: max.length <= MAX_BOUND_BYTES,
    }
  );
}

/** Order of the UTF-8 bytes of two texts: that of UTF-16 but for surrogates, where the bytes decide. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      return isSurrogate(x) || isSurrogate(y) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : x - y;
    }
  }
  return a.length - b.length;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** The longest beginning of whole characters that fits. */
function cut(text: Buffer): Buffer {
  let end = MAX_BOUND_BYTES;
  while (end > 0 && ((text[end] ?? 0) & 0xc0) === 0x80) {
    end--;
  }
  return text.subarray(0, end);
}

/** The smallest text above every text that begins with this one; undefined when there is none. */
function raised(beginning: string): Buffer | undefined {
  const points = Array.from(beginning, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < 0x10ffff) {
      const next = last === 0xd7ff ? 0xe000 : last + 1;
      return Buffer.from(String.fromCodePoint(...points, next));
    }
  }
  return undefined;
}
