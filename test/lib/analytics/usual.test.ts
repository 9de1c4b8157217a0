import fc from 'fast-check';
import type { Baseline } from '../../../lib/analytics/baseline';
import { BASELINES } from '../../../lib/analytics/baselines';
import {
  definitionOf,
  type EngineRow,
  forgetProfiles,
  profiledDays,
  profileOf,
  putProfile,
  readProfiles,
} from '../../../lib/analytics/profile';
import { MOST_VALUES } from '../../../lib/analytics/profile-sql';
import { putState, readState, stateKey } from '../../../lib/analytics/state';
import { median, thresholdOf } from '../../../lib/analytics/statistics';
import { entityKey, usualOf } from '../../../lib/analytics/usual';
import { dayOf, dayStart, WINDOW_MICROS } from '../../../lib/analytics/window';
import { times } from '../../support/effort';
import { MemoryStore } from '../../support/memory-store';

function baseline(id: string): Baseline {
  const found = BASELINES.find((one) => one.id === id);
  if (!found) {
    throw new Error(`no baseline ${id}`);
  }
  return found;
}

const TRANSFER = baseline('host-transfer');
const RARE = baseline('rare-administration');
const DAYS = Array.from({ length: 10 }, (_, day) => dayOf(dayStart('2024-08-01') + day * WINDOW_MICROS.day));
const ALL = { from: '0000', before: '9999' };
const host = (ip: string, amount: string): EngineRow => ['AWS', '1', ip, amount];

async function profiled(of: Baseline, days: readonly (readonly EngineRow[])[]) {
  const store = new MemoryStore();
  for (const [index, rows] of days.entries()) {
    await putProfile(store, of, await profileOf(of, DAYS[index] ?? '', rows));
  }
  return store;
}

describe('what is usual', () => {
  it.each([
    [[5], 5],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[], 0],
  ])('has a median: %j', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it.each([
    ['one odd day moves nothing', 'median', [10, 11, 9, 10, 5000], { usual: 10, threshold: 10 + 5 * 1.4826 }],
    ['what never varies may vary by some part', 'median', [10, 10, 10], { usual: 10, threshold: 15 }],
    ['by mean and deviation', 'mean', [2, 4, 4, 4, 5, 5, 7, 9], { usual: 5, threshold: 15 }],
    ['never below the floor', 'median', [1, 1, 1], { usual: 1, threshold: 8 }],
  ] as const)('%s', (_, centre, past, expected) => {
    const { usual, threshold } = thresholdOf(past, {
      kind: 'above',
      centre,
      k: 5,
      floor: 8,
      unit: 'events',
      minDays: 3,
    });

    expect(usual).toBe(expected.usual);
    expect(threshold).toBeCloseTo(expected.threshold);
  });

  it('is known of nobody who was not seen on enough days', async () => {
    const days = DAYS.map((_, day) => [host('10.0.0.1', '5'), ...(day < 6 ? [host('10.0.0.2', '5')] : [])]);

    const usuals = await usualOf(TRANSFER, readProfiles(await profiled(TRANSFER, days), TRANSFER, ALL));

    expect([...usuals.keys()]).toEqual([entityKey(['AWS', '1', '10.0.0.1'])]);
    expect(usuals.get(entityKey(['AWS', '1', '10.0.0.1']))).toMatchObject({ days: 10, usual: 5 });
  });

  it('counts a day once, however many values it had', async () => {
    const operations = (user: string) =>
      ['CreateRole', 'TagRole'].map((operation): EngineRow => ['AWS', '1', user, operation, '1']);
    const days = DAYS.map((_, day) => [...operations('alice'), ...(day < 9 ? operations('bob') : [])]);

    const usuals = await usualOf(RARE, readProfiles(await profiled(RARE, days), RARE, ALL));

    expect([...usuals]).toEqual([
      [
        entityKey(['AWS', '1', 'alice']),
        { kind: 'values', values: new Set(['CreateRole', 'TagRole']), days: 10 },
      ],
    ]);
  });

  it('is known of nobody while a day had more values than are remembered', async () => {
    const rows = (count: number): EngineRow[] =>
      Array.from({ length: count }, (_, index) => ['AWS', '1', `u${index % 9}`, `op-${index}`, '1']);
    const whole = await profiled(
      RARE,
      DAYS.map(() => rows(9)),
    );
    const cut = await profiled(
      RARE,
      DAYS.map((_, day) => rows(day === 3 ? MOST_VALUES + 1 : 9)),
    );

    expect((await usualOf(RARE, readProfiles(whole, RARE, ALL))).size).toBe(9);
    expect((await usualOf(RARE, readProfiles(cut, RARE, ALL))).size).toBe(0);
  });

  it('does not depend on the order of rows or days, nor on days that are made twice', async () => {
    const row = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(1000)).map(([ip, n]) => host(ip, String(n)));
    const unique = fc.uniqueArray(row, { selector: (one) => one[2] ?? '' });
    await fc.assert(
      fc.asyncProperty(
        fc.array(unique, { minLength: 8, maxLength: 10 }),
        fc.array(fc.nat(9), { maxLength: 20 }),
        async (days, again) => {
          const once = await profiled(TRANSFER, days);
          const store = new MemoryStore();
          for (const index of [...again, ...days.keys()]) {
            const rows = [...(days[index] ?? [])].reverse();
            await (index < days.length
              ? putProfile(store, TRANSFER, await profileOf(TRANSFER, DAYS[index] ?? '', rows))
              : undefined);
          }

          expect(store.dump()).toEqual(once.dump());
          for (const each of [once, store]) {
            const usuals = await usualOf(TRANSFER, readProfiles(each, TRANSFER, ALL));
            await putState(each, TRANSFER, { usuals, through: '2024-08-10' });
          }
          expect(store.dump()).toEqual(once.dump());
        },
      ),
      { numRuns: times(40) },
    );
  });

  it('comes from the days before, of this definition, and is forgotten in time', async () => {
    const store = await profiled(
      TRANSFER,
      DAYS.map((_, day) => [host('10.0.0.1', String(day))]),
    );
    const changed: Baseline = { ...TRANSFER, where: { column: 'class_uid', in: [4002] } };
    const amounts: unknown[] = [];
    for await (const { rows } of readProfiles(store, TRANSFER, {
      from: '2024-08-03',
      before: '2024-08-06',
    })) {
      amounts.push(...rows.map((row) => row[3]));
    }

    await putProfile(store, changed, await profileOf(changed, '2024-08-01', []));
    await forgetProfiles(store, TRANSFER, '2024-08-08');

    expect(amounts).toEqual([2, 3, 4]);
    expect(definitionOf(changed)).not.toBe(definitionOf(TRANSFER));
    expect(definitionOf({ ...TRANSFER, title: 'x', runbook: 'y' })).toBe(definitionOf(TRANSFER));
    expect(await profiledDays(store, TRANSFER)).toEqual(['2024-08-08', '2024-08-09', '2024-08-10']);
    expect(await profiledDays(store, changed)).toEqual([]);
  });
});

describe('the state that streams read', () => {
  it('is read back as it was written', async () => {
    const store = await profiled(
      RARE,
      DAYS.map(() => [['AWS', '1', 'alice', 'CreateRole', '3']]),
    );
    const usuals = await usualOf(RARE, readProfiles(store, RARE, ALL));

    await putState(store, RARE, { usuals, through: '2024-08-10' });

    expect(await readState(store, RARE)).toEqual({
      definition: definitionOf(RARE),
      through: '2024-08-10',
      usuals,
    });
    expect(await readState(store, { ...RARE, window: 'day' })).toBeUndefined();
  });

  it('is bounded: those with the longest past stay', async () => {
    const store = new MemoryStore();
    const usuals = new Map(
      Array.from({ length: 25_000 }, (_, index) => [
        entityKey(['AWS', '1', `host-${index}`]),
        { kind: 'amount', usual: 1, threshold: 2, days: index < 7000 ? 7 : 30 } as const,
      ]),
    );

    await putState(store, TRANSFER, { usuals, through: '2024-08-10' });
    const state = await readState(store, TRANSFER);

    expect(state?.usuals.size).toBe(20_000);
    expect([...(state?.usuals.values() ?? [])].filter(({ days }) => days === 30)).toHaveLength(18_000);
    expect(store.objects.get(stateKey(TRANSFER))?.length).toBeLessThan(4_000_000);
    expect(Buffer.from(store.objects.get(stateKey(TRANSFER)) ?? []).toString()).toContain('"left_out":5000');
  });
});
