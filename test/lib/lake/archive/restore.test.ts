import { restoreCost, restoreHours } from '../../../../lib/cost/restore-cost';
import { restoreAll } from '../../../../lib/lake/archive/restore';
import { inState, survey } from '../../../../lib/lake/archive/survey';
import type { Archive, KeptObject } from '../../../../lib/ports/archive';

const GB = 1e9;

async function* listed(objects: readonly KeptObject[]): AsyncIterable<KeptObject> {
  yield* objects;
}

const OBJECTS: readonly KeptObject[] = [
  { key: 'hot', bytes: 1, copy: 'none' },
  { key: 'a', bytes: 2, archived: 'flexible', copy: 'none' },
  { key: 'b', bytes: 4, archived: 'deep', copy: 'none' },
  { key: 'c', bytes: 8, archived: 'deep', copy: 'coming' },
  { key: 'd', bytes: 16, archived: 'flexible', copy: 'there', copyUntilMicros: 7 },
  { key: 'e', bytes: 32, archived: 'flexible', copy: 'there', copyUntilMicros: 5 },
];

describe('a survey', () => {
  it('counts what can be read, and archived objects by class and copy', async () => {
    const found = await survey(listed(OBJECTS));

    expect(found.readable).toEqual({ objects: 1, bytes: 1 });
    expect(found.archived.deep).toEqual({
      none: { objects: 1, bytes: 4 },
      coming: { objects: 1, bytes: 8 },
      there: { objects: 0, bytes: 0 },
    });
    expect(inState(found, 'none')).toEqual({ objects: 2, bytes: 6 });
    expect(found.copiesUntilMicros).toBe(5);
  });
});

describe('restoring', () => {
  function archive(answer: (key: string) => Promise<'asked' | 'coming'>) {
    const asked: string[] = [];
    let [running, most] = [0, 0];
    const store: Archive = {
      name: 's3://lake',
      list: () => listed([]),
      restore: async ({ key }) => {
        asked.push(key);
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        return answer(key);
      },
    };
    return { store, asked, most: () => most };
  }

  it('asks for what is archived and was not asked for, and for nothing else', async () => {
    const { store, asked } = archive(async (key) => (key === 'b' ? 'coming' : 'asked'));

    const restored = await restoreAll(store, listed(OBJECTS), { days: 7, tier: 'bulk' });

    expect(asked).toEqual(['a', 'b']);
    expect(restored).toEqual({ asked: 1, coming: 1, refused: [], refusals: 0 });
  });

  it('goes on when an object is refused, names the first of them, and never asks for more than 16 at once', async () => {
    const { store, asked, most } = archive(async (key) => {
      if (Number(key) % 2 === 1) {
        throw new Error(`no to ${key}`);
      }
      return 'asked';
    });
    const many = Array.from(
      { length: 2500 },
      (_, index): KeptObject => ({ key: String(index), bytes: 1, archived: 'deep', copy: 'none' }),
    );
    const progress: number[] = [];

    const restored = await restoreAll(store, listed(many), {
      days: 1,
      tier: 'standard',
      onProgress: (count) => progress.push(count),
    });

    expect(asked).toHaveLength(2500);
    expect(most()).toBe(16);
    expect(restored).toMatchObject({ asked: 1250, coming: 0, refusals: 1250 });
    expect(restored.refused).toHaveLength(20);
    expect(restored.refused[0]).toEqual({ key: '1', reason: 'no to 1' });
    expect(progress).toEqual([1000, 2000, 2500]);
  });
});

describe('the price of a restore', () => {
  it.each([
    // 1000 GB, kept for a month beside the archive: 23 USD.
    ['flexible', 'bulk', 23],
    ['flexible', 'standard', 23 + 10 + 5],
    ['deep', 'bulk', 23 + 2.5 + 2.5],
    ['deep', 'standard', 23 + 20 + 10],
  ] as const)('of %s by %s is that of bytes, requests and copies', (of, tier, usd) => {
    const amount = { objects: 100_000, bytes: 1000 * GB };

    expect(restoreCost(of, tier, amount, 365 / 12)).toBeCloseTo(usd, 6);
    expect(restoreHours(of, tier)).toMatch(/hours$/);
  });
});
