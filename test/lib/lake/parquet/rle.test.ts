import fc from 'fast-check';
import { ByteSink } from '../../../../lib/lake/parquet/byte-sink';
import { bitWidth, writeHybrid } from '../../../../lib/lake/parquet/rle';

function encode(values: readonly number[], width: number): Buffer {
  const sink = new ByteSink(1);
  writeHybrid(sink, Int32Array.from(values), 0, values.length, width);
  return sink.view();
}

/** Reads runs and packed groups as the format describes them. */
function decode(bytes: Buffer, count: number, width: number): number[] {
  const values: number[] = [];
  let at = 0;
  const byte = () => bytes[at++] ?? 0;
  while (values.length < count) {
    let header = 0;
    let shift = 0;
    let more = true;
    while (more) {
      const next = byte();
      header |= (next & 0x7f) << shift;
      shift += 7;
      more = next >= 0x80;
    }
    if (header & 1) {
      const packed = Array.from({ length: (header >> 1) * width }, byte);
      const bits = packed.flatMap((value) => Array.from({ length: 8 }, (_, bit) => (value >> bit) & 1));
      for (let i = 0; i < bits.length; i += width) {
        values.push(bits.slice(i, i + width).reduce((sum, bit, place) => sum + bit * 2 ** place, 0));
      }
    } else {
      const value = Array.from({ length: Math.ceil(width / 8) }, byte).reduce(
        (sum, part, place) => sum + part * 256 ** place,
        0,
      );
      values.push(...new Array<number>(header >> 1).fill(value));
    }
  }
  expect(at).toBe(bytes.length);
  return values.slice(0, count);
}

describe('the hybrid of runs and packed values', () => {
  it('gives back any numbers of any width', () => {
    const numbers = fc.integer({ min: 1, max: 17 }).chain((width) =>
      fc.tuple(
        fc.constant(width),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 ** width - 1 }), fc.integer({ min: 1, max: 40 })), {
          minLength: 1,
        }),
      ),
    );
    fc.assert(
      fc.property(numbers, ([width, runs]) => {
        const values = runs.flatMap(([value, times]) =>
          new Array<number>(times > 30 ? times : 1).fill(value),
        );

        expect(decode(encode(values, width), values.length, width)).toEqual(values);
      }),
    );
  });

  it('writes a long run in a few bytes', () => {
    expect(encode(new Array<number>(50_000).fill(1), 1).length).toBe(4);
  });

  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [255, 8],
    [256, 9],
    [49_999, 16],
  ])('numbers up to %d take %d bits', (max, bits) => {
    expect(bitWidth(max)).toBe(bits);
  });
});
