import {
  admitsCategory,
  admitsDate,
  both,
  type PartitionFilter,
  timeRange,
} from '../../../../lib/lake/table/partition-filter';

const at = (iso: string) => Date.parse(iso) * 1000;

describe('a partition filter', () => {
  it.each<[string, PartitionFilter, number[], boolean]>([
    ['admits everything when empty', {}, [2024, 8, 12, 10], true],
    ['asks each part', { parts: { month: [(month) => month === 8] } }, [2024, 8], true],
    ['refuses by a part', { parts: { month: [(month) => month === 8] } }, [2024, 9], false],
    ['leaves parts below to later', { parts: { hour: [(hour) => hour === 1] } }, [2024, 8, 12], true],
    ['admits a year that a time lies in', { from: at('2024-12-31T23:59:59Z') }, [2024], true],
    ['refuses a year before', { from: at('2025-01-01T00:00:00Z') }, [2024], false],
    ['refuses a month after', { to: at('2024-07-31T23:59:59Z') }, [2024, 8], false],
    [
      'admits a day that begins with the last moment',
      { to: at('2024-08-12T00:00:00Z') },
      [2024, 8, 12],
      true,
    ],
    [
      'refuses the hour before the first moment',
      { from: at('2024-08-12T10:00:00Z') },
      [2024, 8, 12, 9],
      false,
    ],
    [
      'admits the hour before when it reaches in',
      { from: at('2024-08-12T10:00:00Z') - 1 },
      [2024, 8, 12, 9],
      true,
    ],
  ])('%s', (_, filter, path, admitted) => {
    expect(admitsDate(filter, path)).toBe(admitted);
  });

  it('narrows another one', () => {
    const filter = both(timeRange(0, at('2024-08-12T10:30:00Z'), ['auth', 'network']), {
      from: at('2024-08-12T10:00:00Z'),
      categories: [(category) => category !== 'network'],
    });

    expect(admitsDate(filter, [2024, 8, 12, 10])).toBe(true);
    expect(admitsDate(filter, [2024, 8, 12, 9])).toBe(false);
    expect(admitsDate(filter, [2024, 8, 12, 11])).toBe(false);
    expect(['auth', 'network', 'system'].filter((category) => admitsCategory(filter, category))).toEqual([
      'auth',
    ]);
  });
});
