import fc from 'fast-check';
import { snappyUncompress } from 'hyparquet';
import { SNAPPY } from '../../../../lib/lake/parquet/snappy';

function restore(compressed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  snappyUncompress(compressed, out);
  return out;
}

describe('Snappy', () => {
  it('gives back any bytes', () => {
    const repetitive = fc
      .array(fc.constantFrom('{"a":1}', 'abcd', '\0', 'xyz'), { maxLength: 400 })
      .map((parts) => Buffer.from(parts.join('')));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 300 }),
          repetitive.filter((bytes) => bytes.length > 0),
        ),
        (bytes) => {
          expect(Buffer.compare(restore(SNAPPY.compress(bytes), bytes.length), bytes)).toBe(0);
        },
      ),
    );
  });

  it('gives back more than one block, and shortens what repeats', () => {
    const bytes = Buffer.from(
      Array.from({ length: 20_000 }, (_, i) => `{"record":${i},"same":"text"}`).join(''),
    );

    const compressed = SNAPPY.compress(bytes);

    expect(Buffer.compare(restore(compressed, bytes.length), bytes)).toBe(0);
    expect(compressed.length).toBeLessThan(bytes.length / 2);
  });
});
