import { newAlert } from '../../../lib/alerts/alert';
import { alertKeyOf } from '../../../lib/alerts/alert-key';
import { describeFinding } from '../../../lib/alerts/describe';
import { FUNCTION_HUNTS } from '../../../lib/analytics/function-hunts';
import { huntJobs } from '../../../lib/batch/hunt-jobs';
import { type BatchContext, runBatch } from '../../../lib/batch/run';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { errors } from '../../../lib/ocsf/validate';
import { duckdb } from '../../../lib/sigma/sql/dialects/duckdb';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { FOUND_IN_FUNCTIONS, functionDays } from '../analytics/function-days';
import { at, openTestLake, type TestLake } from './support';

const SCHEDULED = at('2024-08-13T02:40:00Z');

describe('hunts over a day of functions', () => {
  let lake: TestLake;
  let context: BatchContext;
  let told: OcsfEvent[];

  beforeAll(async () => {
    lake = await openTestLake();
    await lake.write(functionDays(), 'aws-lambda');
    context = {
      engine: lake.engine,
      state: new MemoryKeyValueStore(),
      clock: { nowMicros: () => at('2024-08-13T03:00:00Z') },
      usdPerDay: 10,
      tell: async (findings) => void told.push(...findings),
      pause: async () => undefined,
      mayContinue: () => true,
    };
    told = [];
    const jobs = huntJobs(FUNCTION_HUNTS, { dialect: duckdb, finding: { bundleVersion: 'b-1' } });
    const { outcomes } = await runBatch(jobs, { size: 'day', scheduledMicros: SCHEDULED }, context);
    expect(outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
  });

  afterAll(() => lake.close());

  const of = (id: string, name: string) =>
    told.find(
      ({ finding_info, resources }) => finding_info?.analytic?.uid === id && resources?.[0]?.name === name,
    );

  it('find what leaks, dies and slows down, and leave alone what only looks so', () => {
    const found = told.map(
      ({ finding_info, resources }) => `${finding_info?.analytic?.uid} ${resources?.[0]?.name}`,
    );

    expect(found.sort()).toEqual(FOUND_IN_FUNCTIONS);
  });

  it('are valid OCSF, each an alert of its own', () => {
    expect(told.flatMap((finding) => errors(finding))).toEqual([]);
    expect(new Set(told.map((finding) => alertKeyOf(finding).uid)).size).toBe(told.length);
    expect(told.map((finding) => newAlert('a', alertKeyOf(finding), finding))).toHaveLength(told.length);
  });

  it('say which function, where, how much, and lead to an execution', () => {
    const finding = of('function-memory-growth', 'leaks');

    expect(finding && describeFinding(finding)).toMatchObject({
      who: 'leaks',
      what: 'memory used grew from 100 to 339 MB of 512 MB over 120 executions of one environment; 2 of its environments grew so',
      where: 'AWS account 111122223333',
      when: '2024-08-12T08:00:00Z',
    });
    expect(finding && describeFinding(finding, 'ja').what).toContain('120 回の実行で');
    expect(finding?.evidences?.[0]?.uid).toMatch(/^report-\d+$/);
  });

  it('compare with the day before in words, too', () => {
    const [cold, slow] = [of('function-cold-starts', 'dies'), of('function-slower', 'slowed')];

    expect(cold?.message).toContain('300 of 1200 executions started cold, the slowest in 806 ms');
    expect(slow?.message).toContain('600 executions took 515 ms on average, after 200 ms the day before');
  });

  it('give the same findings when they are asked again', async () => {
    const before = told.map(({ finding_info }) => finding_info?.uid).sort();
    told = [];

    const jobs = huntJobs(FUNCTION_HUNTS, { dialect: duckdb, finding: { bundleVersion: 'b-1' } });
    await runBatch(
      jobs,
      { size: 'day', scheduledMicros: SCHEDULED },
      { ...context, state: new MemoryKeyValueStore() },
    );

    expect(told.map(({ finding_info }) => finding_info?.uid).sort()).toEqual(before);
  });

  it('read the partitions of the day, and the one before where they compare', () => {
    const days = lake.asked.map((sql) => [...sql.matchAll(/day = \d+/g)].length);

    expect(lake.asked.every((sql) => sql.includes("event_category = 'application'"))).toBe(true);
    expect(new Set(days)).toEqual(new Set([1, 2]));
  });
});
