import { raiseAlerts } from '../../../lib/alerts/raise';
import { batchRules, type RuleJobsContext, ruleJobs } from '../../../lib/batch/rule-jobs';
import { type BatchContext, runBatch } from '../../../lib/batch/run';
import { policyFor } from '../../../lib/config/privacy-policy';
import { loadRules } from '../../../lib/detections/load';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { assemblePipeline } from '../../../lib/pipeline/assemble';
import { processInput } from '../../../lib/pipeline/process-input';
import { lakeView } from '../../../lib/rules/lake-view';
import { duckdb } from '../../../lib/sigma/sql/dialects/duckdb';
import { trino } from '../../../lib/sigma/sql/dialects/trino';
import { SOURCES } from '../../../lib/sources';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { AWS, HEAD, resolved } from '../config/support';
import { ruleFilesIn, STARTER } from '../detections/rule-files';
import { at, openTestLake, type TestLake } from './support';

const CONFIG = `${HEAD}${AWS}`;
const KEY = { keyId: 'test', key: new Uint8Array(32).fill(9) };
const POLICIES = {
  kept: resolved(CONFIG),
  tokens: resolved(`${CONFIG}privacy: { identities: tokenize, addresses: tokenize, token_key: k }\n`),
};

const { rules, silent } = loadRules(ruleFilesIn(STARTER), SOURCES);

/** What happens in an hour, as the source delivers it: each rule's own tests. */
function recordsOf(context: RuleJobsContext): readonly [string, Buffer][] {
  return SOURCES.flatMap((source): [string, Buffer][] => {
    const lines = batchRules(source, context).flatMap(({ tests }) =>
      tests.map(({ event }) => (typeof event === 'string' ? event : JSON.stringify(event))),
    );
    return lines.length === 0 ? [] : [[source.id, Buffer.from(lines.join('\n'))]];
  });
}

describe.each(Object.entries(POLICIES))(
  'rules of speed batch, identities and addresses %s',
  (_, platform) => {
    let lake: TestLake;
    let found: OcsfEvent[];
    let context: RuleJobsContext;
    let batch: BatchContext;
    const told: OcsfEvent[] = [];

    beforeAll(async () => {
      lake = await openTestLake();
      context = {
        rules,
        silent,
        sources: SOURCES,
        criticalityOf: ({ criticality }) => criticality,
        viewOf: (source) => lakeView(source, policyFor(platform.privacy), KEY),
        dialect: duckdb,
        bundleVersion: 'b-1',
      };
      found = [];
      const pipeline = assemblePipeline(
        platform,
        { sources: SOURCES, rules, silent, bundleVersion: 'b-1', reference: {}, tokenKey: KEY },
        { mask: true, detect: true },
      );
      for (const [id, bytes] of recordsOf(context)) {
        const events: OcsfEvent[] = [];
        const one = SOURCES.filter((source) => source.id === id);
        await processInput(
          { input: 'i', path: 'p' },
          (async function* () {
            yield bytes;
          })(),
          { sources: one, pipeline },
          {
            event: (event) => void events.push(event),
            finding: (finding, _micros, source, _record, { rule }) => {
              const own = batchRules(source, context).includes(rule);
              found.push(...(own ? [finding] : []));
            },
            quarantine: ({ reason }) => {
              throw new Error(reason);
            },
            drain: async () => undefined,
          },
        );
        await lake.write(events, id);
      }
      batch = {
        engine: lake.engine,
        state: new MemoryKeyValueStore(),
        clock: { nowMicros: () => at('2024-08-13T00:00:00Z') },
        usdPerDay: 100,
        tell: async (findings) => void told.push(...findings),
        pause: async () => undefined,
        mayContinue: () => true,
      };
    });

    afterAll(() => lake.close());

    it('find in the lake what they found while events came in, the very same findings', async () => {
      const { jobs } = ruleJobs(context);
      const report = await runBatch(
        jobs,
        { size: 'hour', scheduledMicros: at('2024-08-12T12:00:00Z') },
        batch,
      );

      expect(report.outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
      const uids = (findings: readonly OcsfEvent[]) =>
        [...new Set(findings.map(({ metadata }) => metadata.uid))].sort();
      const here = found.filter(({ finding_info }) => sayable(finding_info?.analytic?.uid));
      expect(here.length).toBeGreaterThan(10);
      expect(uids(told)).toEqual(uids(here));
      const [first] = told;
      const same = here.find(({ metadata }) => metadata.uid === first?.metadata.uid);
      expect(JSON.parse(JSON.stringify(first))).toEqual(JSON.parse(JSON.stringify(same)));
    });

    it('are those that are neither quicker, nor informational, nor only of use to correlations', () => {
      const [source] = SOURCES;
      const [rule] = source ? batchRules(source, context) : [];
      const left = (changes: Partial<RuleJobsContext>) =>
        (source ? batchRules(source, { ...context, ...changes }) : []).filter(({ id }) => id === rule?.id);
      const alert = rule?.alert;

      expect(left({})).toHaveLength(1);
      expect(left({ silent: new Set([rule?.id ?? '']) })).toEqual([]);
      expect(left({ rules: rule ? [{ ...rule, level: 'informational' }] : [] })).toEqual([]);
      expect(
        left({ rules: rule && alert ? [{ ...rule, alert: { ...alert, speed: 'realtime' } }] : [] }),
      ).toEqual([]);
    });

    it('make no second alert', async () => {
      const alerts = {
        store: new MemoryKeyValueStore(),
        routing: platform.alerts.routing,
        storm: platform.alerts.storm,
        suppressions: [],
        clock: batch.clock,
      };

      const before = await raiseAlerts(found, alerts);
      const after = await raiseAlerts(told, alerts);

      expect(before.fresh).toBeGreaterThan(10);
      expect(after.fresh).toBe(0);
    });

    it('are asked ten together, each once, in Trino too', () => {
      const { jobs, unsayable } = ruleJobs({ ...context, dialect: trino });
      const window = { size: 'hour', start: at('2024-08-12T10:00:00Z') } as const;
      const hits = jobs.flatMap((job) => [...job.sql(window).matchAll(/ END AS r\d+/g)]);

      const all = SOURCES.flatMap((source) => batchRules(source, context));
      const left = new Set(unsayable.map(({ file, line }) => `${file}:${line}`));
      expect(hits.length + left.size).toBeGreaterThanOrEqual(all.length);
      expect(jobs.length).toBeLessThan(all.length / 3);
      for (const job of jobs) {
        expect(job.sql(window)).toContain(
          'WHERE "year" = 2024 AND "month" = 8 AND "day" = 12 AND "hour" = 10',
        );
        expect(job.sql(window).length).toBeLessThan(200_000);
      }
    });

    /** Whether the lake's SQL can say a rule. */
    function sayable(id: string | undefined): boolean {
      const { unsayable } = ruleJobs(context);
      const rule = rules.find((one) => one.id === id);
      return !unsayable.some(({ file }) => file === rule?.file);
    }
  },
);
