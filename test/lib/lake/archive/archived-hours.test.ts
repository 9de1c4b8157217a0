import fc from 'fast-check';
import { deployedTiers, hoursNotRead, sampleHours } from '../../../../lib/lake/archive/archived-hours';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const at = (time: string) => Date.parse(time) * 1000;
const NOW = at('2024-08-12T10:30:00Z');

describe('hours that may not be read', () => {
  it('are those that began so many days ago', () => {
    const asked = { from: at('2024-01-01T00:00:00Z'), to: NOW };

    expect(hoursNotRead(asked, { archivedDays: 100, deletedDays: 200 }, NOW)).toEqual({
      // 200 days before, it was half past ten: the hour from ten may be gone, the one from eleven is not.
      deleted: { from: asked.from, to: at('2024-01-25T11:00:00Z') },
      archived: { from: at('2024-01-25T11:00:00Z'), to: at('2024-05-04T11:00:00Z') },
    });
  });

  it('are none where the platform decides, but those it deletes', () => {
    const asked = { from: 0, to: NOW };

    expect(hoursNotRead(asked, deployedTiers({}), NOW)).toEqual({});
    expect(hoursNotRead(asked, deployedTiers({ totalDays: 10 }), NOW).deleted?.from).toBe(0);
  });

  it('are, of every span and at every time, whole hours of it that are old enough, and all of these', () => {
    const days = fc.option(fc.integer({ min: 1, max: 4000 }), { nil: undefined });
    const hour = fc.integer({ min: 0, max: 500_000 });
    fc.assert(
      fc.property(hour, hour, days, days, fc.nat(HOUR - 1), (a, b, archivedDays, deletedDays, minute) => {
        const asked = { from: Math.min(a, b) * HOUR, to: (Math.max(a, b) + 1) * HOUR };
        const now = 400_000 * HOUR + minute;
        const { archived, deleted } = hoursNotRead(asked, { archivedDays, deletedDays }, now);

        const within = (span: typeof archived, start: number) =>
          span !== undefined && start >= span.from && start < span.to;
        const old = (limit: number | undefined, start: number) =>
          limit !== undefined && now - start >= limit * DAY;
        const edges = [archived, deleted].flatMap((span) => (span ? [span.from, span.to] : []));
        for (const start of [asked.from, asked.to - HOUR, ...edges.flatMap((e) => [e - HOUR, e])]) {
          const isAsked = start >= asked.from && start < asked.to;
          const isDeleted = isAsked && old(deletedDays, start);
          expect(within(deleted, start)).toBe(isDeleted);
          expect(within(archived, start)).toBe(isAsked && !isDeleted && old(archivedDays, start));
        }
      }),
    );
  });
});

describe('hours to look at', () => {
  it('are the first, the last, and others between them, each once', () => {
    const span = { from: at('2024-08-12T10:30:00Z'), to: at('2024-08-12T20:00:01Z') };
    const hours = (most: number) =>
      sampleHours(span, most).map((start) => new Date(start / 1000).getUTCHours());

    expect(hours(3)).toEqual([10, 15, 20]);
    expect(hours(1)).toEqual([10]);
    expect(hours(100)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  });
});
