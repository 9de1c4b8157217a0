import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { BASELINES } from '../../analytics/baselines';
import { FUNCTION_HUNTS } from '../../analytics/function-hunts';
import { ruleJobs } from '../../batch/rule-jobs';
import type { ScheduledContext } from '../../batch/scheduled';
import type { BatchSettings } from '../../batch/settings';
import { policyFor } from '../../config/privacy-policy';
import { createEnricher } from '../../pipeline/enrich/enricher';
import type { TokenKey } from '../../pipeline/mask/tokens';
import type { Clock } from '../../ports/clock';
import { lakeView } from '../../rules/lake-view';
import { formatProblem } from '../../sigma/problem';
import { trino } from '../../sigma/sql/dialects/trino';
import { SOURCES } from '../../sources';
import { athenaEngine } from './athena';
import { S3BlobStore } from './blob-store';
import { clientOptions } from './client-options';
import { emrServerless } from './emr-serverless';
import { DynamoKeyValueStore } from './key-value-store';
import { type OpenedPipeline, openPipeline, readTokenKey } from './open-pipeline';
import { secretsManager } from './secrets';
import { signedPost } from './signed-post';
import { logger } from './telemetry';

/** What a run of the batch works with, but for its time. */
export type OpenedBatch = Omit<ScheduledContext, 'mayContinue' | 'signal'>;

/**
 * Reads the bundle and opens what it needs of AWS; once a start. What it returns is asked before each run: the rules
 * in force may be others by then.
 */
export async function openBatch(settings: BatchSettings, clock: Clock): Promise<() => Promise<OpenedBatch>> {
  const { lake, ...others } = settings;
  // Told of no lake: it judges by the days before each window, not as events come.
  const current = await openPipeline(others, clock, 'batch');
  const { home, table, workgroup, database, usdPerDay, spark } = settings;
  const shared = {
    engine: athenaEngine(signedPost('athena', home), { workgroup, database }),
    state: new DynamoKeyValueStore(new DynamoDBClient(clientOptions(home)), table),
    clock,
    usdPerDay,
    pause: (ms: number) => wait(ms),
    ...(spark === undefined ? {} : { spark: emrServerless(home, lake, spark) }),
  };
  const secrets = secretsManager(signedPost('secretsmanager', home));
  let previous: readonly TokenKey[] | undefined;
  const store = new S3BlobStore(new S3Client(clientOptions(home)), lake);
  return async () => {
    const opened = await current();
    const names = opened.platform.privacy.previousTokenKeys;
    previous ??= await Promise.all(names.map((name) => readTokenKey(name, secrets)));
    return {
      ...shared,
      tell: opened.tell,
      rules: jobsOf(opened, previous),
      hunts: FUNCTION_HUNTS.filter(({ source }) => opened.platform.sources.some(({ id }) => id === source)),
      baselines: {
        baselines: BASELINES,
        store,
        dialect: trino,
        historyDays: settings.historyDays,
        finding: { bundleVersion: opened.rules.version, enrich: createEnricher(opened.reference) },
      },
    };
  };
}

function jobsOf(
  { platform, rules, tokenKey }: OpenedPipeline,
  previous: readonly TokenKey[],
): ScheduledContext['rules'] {
  const configured = new Map(platform.sources.map(({ id, criticality }) => [id, criticality]));
  const policy = policyFor(platform.privacy);
  const { jobs, unsayable } = ruleJobs({
    rules: rules.rules,
    silent: rules.silent,
    sources: SOURCES,
    criticalityOf: (source) => configured.get(source.id) ?? source.criticality,
    viewOf: (source) => lakeView(source, policy, tokenKey, previous),
    dialect: trino,
    bundleVersion: rules.version,
  });
  for (const problem of unsayable) {
    // Such a rule looked at every event when it came in: nothing is missed.
    logger.debug('rule only while events come in', { problem: formatProblem(problem) });
  }
  return jobs;
}
