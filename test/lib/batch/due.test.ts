import fc from 'fast-check';
import { endOf, nameOf } from '../../../lib/analytics/window';
import {
  closedWindows,
  dueWindows,
  NOTHING_DONE,
  type Progress,
  withDone,
  withFailed,
} from '../../../lib/batch/due';
import type { Job } from '../../../lib/batch/job';
import { at } from './support';

const job = (size: 'hour' | 'day', back: number): Job => ({
  id: 'a',
  size,
  back,
  sql: () => '',
  take: async function* () {},
});

describe('what is due', () => {
  it.each([
    ['hour', 1, '2024-08-12T00:40:00Z', ['2024-08-11T22', '2024-08-11T23']],
    ['hour', 0, '2024-08-12T00:29:59Z', ['2024-08-11T22']],
    ['day', 1, '2024-03-01T02:40:00Z', ['2024-02-28', '2024-02-29']],
    ['day', 0, '2024-08-12T01:29:00Z', ['2024-08-10']],
  ] as const)('of a %s, %i back, at %s', (size, back, time, names) => {
    expect(closedWindows(job(size, back), at(time)).map(nameOf)).toEqual(names);
  });

  it('is closed windows alone, each once until it is done, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.array(fc.nat(), { maxLength: 60 }),
        (back, seconds, picks) => {
          const [hourly, now] = [job('hour', back), seconds * 1_000_000];
          let progress: Progress = NOTHING_DONE;
          const seen: string[] = [];
          for (const pick of picks) {
            const due = dueWindows(hourly, progress, now);
            const window = due[pick % Math.max(1, due.length)];
            if (window) {
              expect(endOf(window)).toBeLessThanOrEqual(now);
              seen.push(nameOf(window));
              progress = withDone(
                withDone(withFailed(progress, window, 1), hourly, window, 1),
                hourly,
                window,
                1,
              );
            }
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(dueWindows(hourly, progress, now)).toHaveLength(Math.max(0, back + 1 - seen.length));
          expect(progress.failed).toEqual({});
        },
      ),
    );
  });

  it('is remembered no longer than it is looked back to', () => {
    let progress: Progress = NOTHING_DONE;
    for (let hour = 0; hour < 200; hour += 1) {
      progress = withDone(progress, job('hour', 5), { size: 'hour', start: hour * 3_600_000_000 }, 1);
    }

    expect(progress.done.length).toBeLessThanOrEqual(11);
  });
});
