import fc from 'fast-check';
import { formatMicros, parseTimestamp, toMillis } from '../../lib/time';

describe('parseTimestamp', () => {
  it.each([
    ['2024-08-12T10:30:00Z', 1723458600000000],
    ['2024-08-12T10:30:00.000Z', 1723458600000000],
    ['2024-08-12T10:30:00', 1723458600000000],
    ['2024-08-12 19:30:00+09:00', 1723458600000000],
    ['2022-02-08 09:23:37+11:00', 1644272617000000],
    ['2024-08-12T10:30:00.1234567Z', 1723458600123456],
    ['2024-08-12T10:30:00.999999999Z', 1723458600999999],
    ['08/06/2025 14:26:04', 1754490364000000],
    ['2024-08-12 10:30:00.123456 UTC', 1723458600123456],
    ['8/6/2025, 2:26:04 PM', 1754490364000000],
    ['8/12/2025 12:00:00 AM', 1754956800000000],
    ['2024-02-29T00:00:00Z', 1709164800000000],
    ['1969-12-31T23:59:59.5Z', -500000],
  ])('reads %s', (text, micros) => {
    expect(parseTimestamp(text)).toBe(micros);
  });

  it.each([
    '',
    'yesterday',
    '2024-13-01T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2024-08-12T24:30:00Z',
    '13/40/2025 00:00:00',
    '8/6/2025 13:26:04 PM',
    '1723458600',
    `2024-08-12T10:30:00.${'1'.repeat(100_000)}`,
  ])('reads no time from %.30s', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  it('reads back every microsecond that formatMicros writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000_000 }), (micros) => {
        expect(parseTimestamp(formatMicros(micros))).toBe(micros);
      }),
    );
  });
});

it('cuts microseconds to the millisecond they are in, before the epoch too', () => {
  expect([toMillis(1999), toMillis(-1)]).toEqual([1, -1]);
});
