import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WindowSize } from '../../lib/analytics/baseline';
import { BASELINES } from '../../lib/analytics/baselines';
import type { ProfileDialect } from '../../lib/analytics/condition';
import { FUNCTION_HUNTS } from '../../lib/analytics/function-hunts';
import { profileSql, windowSql } from '../../lib/analytics/profile-sql';
import { windowAt } from '../../lib/analytics/window';
import { ruleJobs } from '../../lib/batch/rule-jobs';
import { loadRules } from '../../lib/detections/load';
import { SAVED_QUERIES } from '../../lib/lake/saved-queries';
import { writeQuery } from '../../lib/lake/saved-queries/saved-query';
import { categoryView, eventsBetween, RECENT_VIEWS, viewText } from '../../lib/lake/table/athena-view';
import { withinTimes } from '../../lib/lake/table/time-range-sql';
import { lakeView } from '../../lib/rules/lake-view';
import { duckdb } from '../../lib/sigma/sql/dialects/duckdb';
import { trino as dialect } from '../../lib/sigma/sql/dialects/trino';
import { SOURCES } from '../../lib/sources';
import { openLake } from '../../lib/targets/local/duckdb';
import { functionDays } from '../lib/analytics/function-days';
import { oddities, TODAY, usualDays } from '../lib/analytics/world';
import { ruleFilesIn, STARTER } from '../lib/detections/rule-files';
import { MORNING, MORNING_EVENTS, MORNING_TIMES } from '../lib/lake/saved-queries/events';
import { anEvent } from '../lib/lake/table/rows';
import { KEEP, TOKENS } from '../lib/sigma/sql/three-engines';
import { SHARED } from '../support/needs';
import { javaMissing } from './java';
import { theBill } from './trino-cost';
import { openTrinoLakes, type TrinoLakes } from './trino-lake';
import { compareRules, differingRows } from './trino-rules';

const missing = javaMissing();

(missing === undefined ? describe : describe.skip)(
  `Trino 435 with its Hive connector${missing === undefined ? '' : `: ${missing}`}`,
  () => {
    let lakes: TrinoLakes;

    beforeAll(async () => {
      if (missing === undefined) {
        lakes = await openTrinoLakes();
      }
    });

    afterAll(() => lakes?.close());

    describe('the lake that the command line made', () => {
      let folder = '';

      beforeAll(async () => {
        folder = await lakes.ingest('demo');
      });

      test('has the same rows, cell by cell, as in DuckDB', async () => {
        expect(await differingRows(lakes, 'demo', folder)).toEqual([]);
      });

      test('is read for an hour and category by a hundredth of its bytes and less', async () => {
        const hour = "year = 2024 AND month = 8 AND day = 5 AND hour = 10 AND event_category = 'application'";
        const all = await lakes.query('demo', 'SELECT count(event) FROM security_events');
        const pruned = await lakes.query('demo', `SELECT count(event) FROM security_events WHERE ${hour}`);

        process.stdout.write(`all: ${JSON.stringify(all)}\npruned: ${JSON.stringify(pruned)}\n`);
        expect(Number(pruned.rows[0]?.[0])).toBeGreaterThan(0);
        expect(all.bytes / pruned.bytes).toBeGreaterThan(100);
      });

      test('is read no further for times than for the partitions they are in', async () => {
        const [since, until] = ["TIMESTAMP '2024-08-05 10:00:00'", "TIMESTAMP '2024-08-05 10:30:00'"];
        const all = await lakes.query('demo', 'SELECT count(event) FROM security_events');
        const between = await lakes.query(
          'demo',
          `EXECUTE IMMEDIATE ${dialect.quoteText(eventsBetween())} USING ${since}, ${until}`,
        );

        expect(between.rows.length).toBeGreaterThan(0);
        expect(all.bytes / between.bytes).toBeGreaterThan(100);
      });
    });

    test('times, which Trino rounds to milliseconds, move no event over the edge of a query', async () => {
      const edge = Date.UTC(2024, 7, 12, 11);
      const times = [edge - 3_600_000.4, edge - 3_600_000, edge - 0.4, edge];
      await lakes.fill(
        'edges',
        times.map((time) => anEvent({ time })),
        'made-up',
      );

      const asked = withinTimes("TIMESTAMP '2024-08-12 10:00:00'", "TIMESTAMP '2024-08-12 11:00:00'");
      const found = await lakes.records(
        'edges',
        `SELECT record FROM security_events WHERE ${asked.join(' AND ')}`,
      );
      const rounded = await lakes.records(
        'edges',
        "SELECT record FROM security_events WHERE event_time = TIMESTAMP '2024-08-12 11:00:00'",
      );

      expect(found).toEqual([1, 2]);
      expect(rounded).toEqual([2, 3]);
    });

    test('times on both sides of a month’s end open just the hours between them', async () => {
      const end = Date.UTC(2024, 8, 1);
      const hours = Array.from({ length: 96 }, (_, hour) => anEvent({ time: end + (hour - 48) * 3_600_000 }));
      await lakes.fill('months', hours, 'made-up');
      const asked = withinTimes("TIMESTAMP '2024-08-31 23:00:00'", "TIMESTAMP '2024-09-01 01:00:00'");

      const all = await lakes.query('months', 'SELECT count(event) FROM security_events');
      const between = await lakes.query(
        'months',
        `SELECT count(event) FROM security_events WHERE ${asked.join(' AND ')}`,
      );

      expect([all.rows, between.rows]).toEqual([[[96]], [[2]]]);
      expect(all.bytes / between.bytes).toBeGreaterThan(47);
    });

    describe('the views', () => {
      const views = [...RECENT_VIEWS, categoryView('security_events_apps', ['application'])];

      test.each(views.map((view) => [view.name, view] as const))(
        '%s, as the Glue Data Catalog would hold it, is one of Trino’s with the same columns',
        async (name, view) => {
          await lakes.query('demo', `CREATE OR REPLACE VIEW ${name} AS ${view.sql}`);
          const own = await lakes.query('demo', `SHOW COLUMNS FROM ${name}`);
          const file = join(lakes.folder, 'metastore', 'demo', name, '.trinoSchema');
          const kept = JSON.parse(readFileSync(file, 'utf8'));
          writeFileSync(file, JSON.stringify({ ...kept, viewOriginalText: viewText(view, 'demo', 'hive') }));

          const ours = await lakes.query('demo', `SHOW COLUMNS FROM ${name}`);
          const { rows } = await lakes.query('demo', `SELECT count(*) FROM ${name}`);

          expect(ours.rows).toEqual(own.rows);
          expect(Number(rows[0]?.[0]) > 0).toBe(name === 'security_events_apps');
        },
      );
    });

    test('of a team’s categories, asked for two times, open those partitions of those categories alone', async () => {
      const view = categoryView('security_events_flows', ['network', 'finding']);
      await lakes.query('demo', `CREATE OR REPLACE VIEW ${view.name} AS ${view.sql}`);
      const [since, until] = ["TIMESTAMP '2024-08-12 10:00:00'", "TIMESTAMP '2024-08-12 11:00:00'"];
      const asked = `EXECUTE IMMEDIATE ${dialect.quoteText(eventsBetween(view.name))} USING ${since}, ${until}`;

      const { bytes, rows } = await lakes.query('demo', asked);
      const partitions = await lakes.query(
        'demo',
        `SELECT sum(size) FROM (SELECT DISTINCT "$path", "$file_size" AS size FROM security_events
          WHERE year = 2024 AND month = 8 AND day = 12 AND hour = 10 AND event_category IN ('network', 'finding'))`,
      );

      expect(rows.length).toBeGreaterThan(1000);
      expect(bytes).toBeLessThanOrEqual(Number(partitions.rows[0]?.[0]));
    });

    describe('the saved queries', () => {
      let folder = '';

      beforeAll(async () => {
        folder = await lakes.fill('morning', MORNING_EVENTS, 'made-up');
      });

      test.each(SAVED_QUERIES.map((query) => [query.id, query] as const))(
        '%s gives what it gives in DuckDB',
        async (id, query) => {
          const lake = await openLake(folder);
          const theirs = await lake
            .query(writeQuery(query, duckdb, MORNING_TIMES))
            .finally(() => lake.close());
          const ours = await lakes.query('morning', writeQuery(query, dialect, MORNING_TIMES));
          const cells = (rows: readonly (readonly unknown[])[]) =>
            rows.map((row) => row.map((cell) => cellText(cell)));

          expect(cells(ours.rows)).toEqual(cells(theirs.rows));
          expect(ours.rows.length > 0).toBe(id !== 'clocks');
          expect(cells(ours.rows)[0] ?? []).toEqual(expect.arrayContaining([...(MORNING[id]?.first ?? [])]));
        },
      );

      test('read no hour but those they are asked of', async () => {
        const start = Date.UTC(2024, 7, 10);
        const hours = Array.from({ length: 96 }, (_, hour) => anEvent({ time: start + hour * 3_600_000 }));
        await lakes.fill('hours', hours, 'made-up');
        const [query] = SAVED_QUERIES;
        const ask = async (since: string, until: string) =>
          lakes.query('hours', query ? writeQuery(query, dialect, { since, until }) : '');

        const all = await ask('2024-08-10 00:00:00', '2024-08-14 00:00:00');
        const two = await ask('2024-08-11 23:00:00', '2024-08-12 01:00:00');

        expect([all.rows.length, two.rows.length]).toEqual([96, 2]);
        expect(all.bytes / two.bytes).toBeGreaterThan(47);
      });
    });

    describe('the views of the bill', () => theBill(() => lakes));

    describe('the baselines', () => {
      const [calls, flows] = ['world-calls', 'world-flows'];
      const folders = new Map<string, string>();

      beforeAll(async () => {
        const [days, odd] = [usualDays(), oddities()];
        folders.set(calls, await lakes.fill(calls, [...days.calls, ...odd.calls], 'aws-cloudtrail'));
        folders.set(flows, await lakes.fill(flows, [...days.flows, ...odd.flows], 'aws-vpc-flow'));
      });

      test.each(BASELINES.map((baseline) => [baseline.id, baseline] as const))(
        '%s: windows and days are in Trino what they are in DuckDB',
        async (_, baseline) => {
          const name = baseline.categories.includes('network') ? flows : calls;
          const at = (size: WindowSize) => windowAt(size, Date.parse(`${TODAY}T10:00:00Z`) * 1000);
          const lake = await openLake(folders.get(name) ?? '');
          try {
            for (const sql of [
              (engine: ProfileDialect) => windowSql(baseline, at(baseline.window), engine),
              (engine: ProfileDialect) => profileSql(baseline, at('day'), engine),
            ]) {
              const theirs = await lake.query(sql(duckdb));
              const ours = await lakes.query(name, sql(dialect));

              expect(ours.rows.map(asNumbers)).toEqual(theirs.rows.map(asNumbers));
              expect(ours.rows.length).toBeGreaterThan(0);
            }
          } finally {
            lake.close();
          }
        },
      );

      test('rules of speed batch, ten together, are a question that Trino takes', async () => {
        const { rules, silent } = loadRules(ruleFilesIn(STARTER), SOURCES);
        const { jobs } = ruleJobs({
          rules,
          silent,
          sources: SOURCES,
          criticalityOf: ({ criticality }) => criticality,
          viewOf: (source) => lakeView(source, () => KEEP, undefined),
          dialect,
          bundleVersion: 'b-1',
        });
        for (const job of jobs) {
          await lakes.query(calls, job.sql(windowAt('hour', Date.parse(`${TODAY}T10:00:00Z`) * 1000)));
        }

        expect(jobs.length).toBeGreaterThan(0);
      });
    });

    describe('the hunts', () => {
      let folder = '';

      beforeAll(async () => {
        folder = await lakes.fill('functions', functionDays(), 'aws-lambda');
      });

      test.each(FUNCTION_HUNTS.map((hunt) => [hunt.id, hunt] as const))(
        '%s: a day is in Trino what it is in DuckDB',
        async (_, hunt) => {
          const day = windowAt('day', Date.parse(`${TODAY}T10:00:00Z`) * 1000);
          const lake = await openLake(folder);
          const theirs = await lake.query(hunt.sql(day, duckdb)).finally(() => lake.close());
          const ours = await lakes.query('functions', hunt.sql(day, dialect));

          expect(ours.rows.map(asNumbers)).toEqual(theirs.rows.map(asNumbers));
          expect(ours.rows.length).toBeGreaterThan(0);
        },
      );
    });

    describe.each([
      ['kept', KEEP],
      ['tokens', TOKENS],
    ] as const)('rules, identities and addresses %s', (name, policy) => {
      test('the platform’s own hit what their predicates and DuckDB hit', async () => {
        const { rules } = loadRules(ruleFilesIn(STARTER), SOURCES);
        const figures = await compareRules(lakes, `own-${name}`, rules, policy);

        process.stdout.write(`own rules, ${name}: ${JSON.stringify(figures)}\n`);
        expect(figures.wrong).toEqual([]);
        expect(figures.hits).toBeGreaterThan(figures.queries);
      });

      (existsSync(join(SHARED, 'sigma')) ? test : test.skip)(
        'SigmaHQ’s hit what their predicates and DuckDB hit',
        async () => {
          const files = ruleFilesIn(join(SHARED, 'sigma'));
          const names = files.flatMap(({ text }) =>
            [...text.matchAll(/%([\w-]+)%/g)].map(([, one = '']) => [one, ['value']]),
          );
          const { rules } = loadRules(files, SOURCES, Object.fromEntries(names));
          const figures = await compareRules(lakes, `sigmahq-${name}`, rules, policy);

          process.stdout.write(`SigmaHQ, ${name}: ${JSON.stringify(figures)}\n`);
          expect(figures.wrong).toEqual([]);
          expect(figures.hits).toBeGreaterThan(figures.queries);
        },
      );
    });
  },
);

/** Engines write whole numbers of a sum each in its way: 7, 7.0, 7E0. */
function asNumbers(row: readonly unknown[]): unknown[] {
  return row.map((cell) => {
    const text = String(cell);
    return /^-?[0-9][0-9.]*(?:E[0-9]+)?$/.test(text) ? Number(text) : text;
  });
}

/** Cells alike: engines write times, and whole doubles, each in its way. */
function cellText(cell: unknown): string {
  const text = String(cell);
  const time = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d*?)0*)?(?:\+00|Z)?$/.exec(text);
  return time ? `${time[1]} ${time[2]}.${time[3] ?? ''}` : text.replace(/^(\d+)\.0$/, '$1');
}
