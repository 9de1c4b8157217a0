import { BASELINES } from '../../../lib/analytics/baselines';
import { createJudge, readStates } from '../../../lib/analytics/judge';
import { baselineJobs } from '../../../lib/batch/baseline-jobs';
import { type BatchContext, runBatch } from '../../../lib/batch/run';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { errors } from '../../../lib/ocsf/validate';
import { duckdb } from '../../../lib/sigma/sql/dialects/duckdb';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { FOUND_IN_DAYS, FOUND_IN_HOURS, foundIn, NOT_AT_ONCE, oddities, usualDays } from '../analytics/world';
import { at, openTestLake, type TestLake } from './support';

const FINDING = { bundleVersion: 'b-1' };

describe('baselines over a lake', () => {
  let lake: TestLake;
  let context: BatchContext;
  let told: OcsfEvent[];
  const odd = oddities();

  const jobs = () =>
    baselineJobs({
      baselines: BASELINES,
      store: lake.store,
      dialect: duckdb,
      historyDays: 14,
      finding: FINDING,
    });
  const run = async (size: 'hour' | 'day', time: string) => {
    told = [];
    const report = await runBatch(jobs(), { size, scheduledMicros: at(time) }, context);
    expect(report.outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
    return report;
  };

  beforeAll(async () => {
    lake = await openTestLake();
    const { calls, flows } = usualDays();
    await lake.write([...calls, ...odd.calls], 'aws-cloudtrail');
    await lake.write([...flows, ...odd.flows], 'aws-vpc-flow');
    context = {
      engine: lake.engine,
      state: new MemoryKeyValueStore(),
      clock: { nowMicros: () => at('2024-08-13T03:00:00Z') },
      usdPerDay: 10,
      tell: async (findings) => void told.push(...findings),
      pause: async () => undefined,
      mayContinue: () => true,
    };
  });

  afterAll(() => lake.close());

  it('learns a fortnight and finds nothing in it', async () => {
    const { lagSeconds } = await run('day', '2024-08-12T02:40:00Z');

    expect(told).toEqual([]);
    expect(lagSeconds).toBe(27 * 3600);
    const states = await readStates(lake.store, BASELINES);
    expect(states.map(([{ id }, { through }]) => `${id} ${through}`)).toEqual(
      BASELINES.map(({ id }) => `${id} 2024-08-11`),
    );
  });

  it('finds in an hour what is unusual for who is known, and nobody new', async () => {
    await run('hour', '2024-08-12T11:40:00Z');

    expect(foundIn(told)).toEqual(FOUND_IN_HOURS);
  });

  it('says who did what, how much, and how much is usual', async () => {
    await run('hour', '2024-08-12T11:40:00Z');
    expect(told).toEqual([]);

    const [download] = JSON.parse(
      Buffer.from((await lake.store.get('state/findings/host-transfer/2024-08-12T10.json')) ?? []).toString(),
    );
    expect(errors(download)).toEqual([]);
    expect(download.message).toBe(
      'Machine sending far more outside than usual: AWS 111122223333 10.0.0.5: 3.05 GB sent out, ' +
        '2024-08-12T10:00:00Z to 2024-08-12T11:00:00Z; usually 52 MB in the busiest hour of a day (14 days), told above 1 GB',
    );
    expect(download.unmapped.baseline).toMatchObject({ amount: 3_054_000_000, days: 14, whole: true });
  });

  it('finds the same while events come in, under the same uids', async () => {
    const batch: string[] = [];
    for await (const { key } of lake.store.list('state/findings/')) {
      const findings = JSON.parse(Buffer.from((await lake.store.get(key)) ?? []).toString()) as OcsfEvent[];
      batch.push(...findings.map(({ finding_info }) => finding_info?.uid ?? ''));
    }
    const judge = createJudge(await readStates(lake.store, BASELINES), {
      ...FINDING,
      speed: 'near-realtime',
    });

    judge.begin();
    for (const event of [...odd.calls, ...odd.flows]) {
      judge.observe(event, event.time * 1000);
    }
    const found = judge.take();

    expect(foundIn(found)).toEqual(
      [...FOUND_IN_HOURS, ...FOUND_IN_DAYS].filter((one) => !NOT_AT_ONCE.includes(one)).sort(),
    );
    expect(found.flatMap((finding) => errors(finding))).toEqual([]);
    const uids = found
      .filter((finding) => FOUND_IN_HOURS.includes(foundIn([finding])[0] ?? ''))
      .map(({ finding_info }) => finding_info?.uid);
    expect(uids.sort()).toEqual(batch.sort());
    expect(judge.take()).toEqual([]);
  });

  it('finds in a day what is unusual of days', async () => {
    await run('day', '2024-08-13T02:40:00Z');

    expect(foundIn(told)).toEqual(FOUND_IN_DAYS);
  });

  it('reads the partitions of one window alone', () => {
    for (const sql of lake.asked) {
      expect(sql).toMatch(
        /WHERE year = 2024 AND month = [78] AND day = \d+( AND hour = \d+)?\n {2}AND event_category IN/,
      );
    }
  });
});
