import fc from 'fast-check';
import { isOfCategory, lakePrefixes } from '../../../../lib/lake/archive/lake-prefixes';
import { EVENT_CATEGORIES, partitionPrefix } from '../../../../lib/lake/table/partition';

const HOUR = 3_600_000_000;

describe('prefixes of the lake for a time span', () => {
  it('are whole days where it has whole days', () => {
    const at = (time: string) => Date.parse(time) * 1000;
    const span = { from: at('2024-02-28T22:10:00Z'), to: at('2024-03-01T01:00:00Z') };

    expect([...lakePrefixes(span)]).toEqual([
      'events/year=2024/month=02/day=28/hour=22/',
      'events/year=2024/month=02/day=28/hour=23/',
      'events/year=2024/month=02/day=29/',
      'events/year=2024/month=03/day=01/hour=00/',
    ]);
  });

  it('hold each partition of it once, and no other', () => {
    const first = 470_000;
    fc.assert(
      fc.property(fc.nat(400), fc.integer({ min: 1, max: 100 }), fc.nat(HOUR - 1), (start, length, part) => {
        const from = (first + start) * HOUR + part;
        const prefixes = [...lakePrefixes({ from, to: from + length * HOUR })];

        const end = Math.ceil((from + length * HOUR) / HOUR);
        for (let hour = first + start - 30; hour < end + 30; hour += 1) {
          const partition = partitionPrefix(hour, 'auth');
          const holders = prefixes.filter((prefix) => partition.startsWith(prefix));
          expect(holders).toHaveLength(hour >= first + start && hour < end ? 1 : 0);
        }
      }),
    );
  });

  it('leave it to the key which event category an object is of', () => {
    const key = `${partitionPrefix(470_000, 'network')}batch-0.parquet`;

    expect(isOfCategory(key, ['auth', 'network'])).toBe(true);
    expect(isOfCategory(key, ['auth'])).toBe(false);
    expect(isOfCategory('state/x/event_category=auth/', EVENT_CATEGORIES)).toBe(false);
  });
});
