import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { readRecords } from '../../lib/enrolment/records';
import { parseTrailSettings, type TrailSettings } from '../../lib/integrity/settings';
import { LOOK_BACK, verifyAccounts } from '../../lib/integrity/verify-accounts';
import { type AwsOptions, clientOptions } from '../../lib/targets/aws/client-options';
import { DynamoKeyValueStore } from '../../lib/targets/aws/key-value-store';
import { emit, logger } from '../../lib/targets/aws/telemetry';
import { s3TrailStore, trailKeys } from '../../lib/targets/aws/trail-store';
import { indexKeys } from '../../lib/trail/public-keys';
import type { Context } from './enrol';

/** What one account may still take, when a run that is out of time begins no other. */
const MARGIN_MS = 180_000;
const DAY_BEFORE = LOOK_BACK * 2;

/**
 * Verifies the last day of every enrolled account's trail. Each verdict is one line of the log: a metric counts those
 * that are not clean, and its alarm tells.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  await verify(parseTrailSettings(process.env.SETTINGS), context);
}

export async function verify(
  settings: TrailSettings,
  context: Context,
  options: AwsOptions = {},
): Promise<void> {
  const { home, regions, table, bucket, bucketRegion, base } = settings;
  const clock = { nowMicros: () => Date.now() * 1000 };
  const state = new DynamoKeyValueStore(new DynamoDBClient(clientOptions(home, options)), table);
  const since = clock.nowMicros() - DAY_BEFORE;
  const keys = await Promise.all(
    regions.map((region) => trailKeys(new CloudTrailClient(clientOptions(region, options)), since)),
  );
  const records = [...(await readRecords(state)).values()].filter(({ state: now }) => now !== 'removed');
  const s3 = new S3Client({
    ...clientOptions(bucketRegion, options),
    forcePathStyle: options.endpoint !== undefined,
  });
  const check = {
    trail: s3TrailStore(s3, bucket),
    state,
    clock,
    keys: indexKeys(keys.flat()),
    bucket,
    base,
    accounts: records.map(({ account }) => account),
    regions,
  };
  for await (const verdict of verifyAccounts(check, () => context.getRemainingTimeInMillis() > MARGIN_MS)) {
    logger.info('trail', { ...verdict });
    if (verdict.verdict !== 'clean' && verdict.verdict !== 'absent') {
      emit('TrailsNotProven', 1);
    }
  }
}
