import { categoryOf, epochHour, partitionPrefix } from '../../../../lib/lake/table/partition';

describe('a partition', () => {
  it.each([
    [1_723_458_600_000_000, 'events/year=2024/month=08/day=12/hour=10/event_category=auth/'],
    [1_723_460_399_999_999, 'events/year=2024/month=08/day=12/hour=10/event_category=auth/'],
    [1_723_460_400_000_000, 'events/year=2024/month=08/day=12/hour=11/event_category=auth/'],
    [-1, 'events/year=1969/month=12/day=31/hour=23/event_category=auth/'],
    [Number.MAX_SAFE_INTEGER, 'events/year=2255/month=06/day=05/hour=23/event_category=auth/'],
  ])('of %d µs is %s', (micros, prefix) => {
    expect(partitionPrefix(epochHour(micros), 'auth')).toBe(prefix);
  });

  it.each([
    [3002, 'auth'],
    [4001, 'network'],
    [6003, 'application'],
    [2004, 'finding'],
    [1007, 'system'],
    [0, 'system'],
    [5001, 'system'],
  ])('holds class %d under %s', (classUid, category) => {
    expect(categoryOf(classUid)).toBe(category);
  });
});
