import fc from 'fast-check';
import { compareUtf8, numberBounds, textBounds } from '../../../../lib/lake/parquet/bounds';

const unit = fc.oneof(
  fc.constantFrom('a', '\u00e9', '\uffff', '\ue000', '\u{1f600}', '\u{10ffff}', '\ud7ff'),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
);
const text = fc.string({ unit, maxLength: 80 });

describe('bounds of a column chunk', () => {
  it('compare texts by their UTF-8 bytes', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('enclose every text between the smallest and the largest, cut or not', () => {
    fc.assert(
      fc.property(text, (value) => {
        const bytes = Buffer.from(value);
        const bounds = textBounds(value, value);

        expect(bounds === undefined || Buffer.compare(bounds.min, bytes) <= 0).toBe(true);
        expect(bounds === undefined || Buffer.compare(bounds.max, bytes) >= 0).toBe(true);
        expect(bounds?.maxExact ?? false).toBe(bytes.length <= 64);
      }),
    );
  });

  it('cut long texts at whole characters', () => {
    const bounds = textBounds('\u{1f600}'.repeat(20), `${'z'.repeat(63)}\u{1f600}`);

    expect(Buffer.from(bounds?.min ?? []).toString()).toBe('\u{1f600}'.repeat(16));
    expect(Buffer.from(bounds?.max ?? []).toString()).toBe(`${'z'.repeat(62)}{`);
    expect(bounds).toMatchObject({ minExact: false, maxExact: false });
  });

  it('has no upper bound where no text is larger', () => {
    expect(textBounds('a', '\u{10ffff}'.repeat(17))).toBeUndefined();
  });

  it('are the smallest and largest number, little endian', () => {
    const bounds = numberBounds('int64', Float64Array.of(5, -1, 2 ** 53 - 1));

    expect(Buffer.from(bounds?.min ?? []).readBigInt64LE()).toBe(-1n);
    expect(Buffer.from(bounds?.max ?? []).readBigInt64LE()).toBe(9007199254740991n);
  });

  it('of doubles put -0 below and +0 above', () => {
    const bounds = numberBounds('double', Float64Array.of(0));

    expect(Object.is(Buffer.from(bounds?.min ?? []).readDoubleLE(), -0)).toBe(true);
    expect(numberBounds('double', new Float64Array())).toBeUndefined();
  });
});
