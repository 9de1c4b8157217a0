import { spawnSync } from 'node:child_process';
import { BASELINES } from '../../../lib/analytics/baselines';
import { profiledDays, profileFolder, readProfiles } from '../../../lib/analytics/profile';
import { profileSql } from '../../../lib/analytics/profile-sql';
import { spark } from '../../../lib/analytics/spark-dialect';
import { type RebuildContext, rebuildHistory } from '../../../lib/batch/rebuild';
import { SPARK_PROGRAM, type SparkPlan } from '../../../lib/batch/spark-program';
import type { SparkRun } from '../../../lib/ports/spark-engine';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { MemoryStore } from '../../support/memory-store';
import { describeWith } from '../../support/needs';
import { at } from './support';

const TIME = at('2024-08-13T02:10:00Z');
const TRANSFER = BASELINES.filter(({ id }) => id === 'host-transfer');

function world(changes: Partial<RebuildContext> = {}) {
  const store = new MemoryStore();
  const runs: SparkRun[] = [];
  let now = TIME;
  const context: RebuildContext = {
    baselines: TRANSFER,
    store,
    state: new MemoryKeyValueStore(),
    clock: { nowMicros: () => now },
    usdPerDay: 5,
    historyDays: 14,
    engine: { usdPerMinute: 0.02, root: 's3://lake/', start: async (run) => void runs.push(run) },
    ...changes,
  };
  for (let day = 1; day <= 10; day += 1) {
    const name = String(day).padStart(2, '0');
    store.objects.set(
      `events/year=2024/month=08/day=${name}/hour=01/event_category=network/a.parquet`,
      Buffer.of(),
    );
  }
  return {
    store,
    runs,
    later: (hours: number) => {
      now += hours * 3_600_000_000;
    },
    look: () => rebuildHistory(TIME, context),
    plan: () =>
      JSON.parse(Buffer.from(store.objects.get(runs.at(-1)?.plan ?? '') ?? []).toString()) as SparkPlan,
    /** What Spark leaves of a day. */
    finish: (day: string) => {
      const [baseline] = TRANSFER;
      const folder = `${baseline && profileFolder(baseline)}spark/${day}/`;
      const line = { entity_0: 'AWS', entity_1: '1', entity_2: '10.0.0.5', amount: 7.0 };
      store.objects.set(`${folder}part-00000.json`, Buffer.from(`${JSON.stringify(line)}\n`));
      store.objects.set(`${folder}_SUCCESS`, Buffer.of());
    },
    days: () => (TRANSFER[0] ? profiledDays(store, TRANSFER[0]) : []),
  };
}

describe('history that Spark makes', () => {
  it('is begun once for all days that are missing, but the last and those without events', async () => {
    const { look, runs, plan, days } = world();

    const first = await look();
    const second = await look();

    expect(first.started).toMatchObject({ minutes: 60, usd: 1.2 });
    expect(runs).toHaveLength(1);
    expect(plan().events).toBe('s3://lake/events/');
    expect(plan().steps.map(({ folder }) => folder)).toEqual(
      Array.from({ length: 10 }, (_, day) => `year=2024/month=08/day=${String(day + 1).padStart(2, '0')}/`),
    );
    expect(await days()).toEqual(['2024-07-30', '2024-07-31', '2024-08-11']);
    expect([...second.underWay]).toHaveLength(10);
  });

  it('is collected day by day, in the order of the columns, and what is left is begun again when its time is over', async () => {
    const { look, runs, finish, later, days, store } = world();
    await look();
    finish('2024-08-01');

    const second = await look();
    later(2);
    await look();

    expect(second.collected).toEqual(['host-transfer 2024-08-01']);
    expect(await days()).toContain('2024-08-01');
    const [baseline] = TRANSFER;
    for await (const { rows } of baseline
      ? readProfiles(store, baseline, { from: '2024-08-01', before: '2024-08-02' })
      : []) {
      expect(rows).toEqual([['AWS', '1', '10.0.0.5', 7]]);
    }
    expect([...store.objects.keys()].filter((key) => key.includes('/spark/'))).toEqual([]);
    expect(runs).toHaveLength(2);
  });

  it('has as many minutes as the day’s money is for, and is postponed below ten', async () => {
    const short = world({ usdPerDay: 0.5 });
    const none = world({ usdPerDay: 0.19 });

    expect((await short.look()).started?.minutes).toBe(25);
    expect(await none.look()).toMatchObject({ postponed: true });
    expect(none.runs).toEqual([]);
  });

  it('is left to Athena where few days are missing', async () => {
    const { look, runs } = world({ historyDays: 7 });

    expect((await look()).underWay.size).toBe(0);
    expect(runs).toEqual([]);
  });

  it('is asked for in Spark’s words', () => {
    const [sql] = BASELINES.filter(({ id }) => id === 'mass-download').map((one) =>
      profileSql(one, { size: 'day', start: at('2024-08-12T00:00:00Z') }, spark),
    );

    expect(sql).toContain(
      "sum(CAST(nullif(regexp_extract((get_json_object(event, '$.unmapped.additionalEventData.bytesTransferredOut')), '^([0-9]{1,15})$', 1), '') AS double))",
    );
    expect(spark.quoteText("a'b\\c")).toBe("'a\\'b\\\\c'");
  });

  describeWith(['python'], 'its program', () => {
    it('is Python', () => {
      const { status, stderr } = spawnSync(
        'python3',
        ['-c', 'import sys; compile(sys.stdin.read(), "p", "exec")'],
        {
          input: SPARK_PROGRAM,
          encoding: 'utf8',
        },
      );

      expect([status, stderr]).toEqual([0, '']);
    });
  });
});
