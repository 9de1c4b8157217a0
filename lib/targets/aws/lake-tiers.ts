import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { LakeTiers } from '../../lake/archive/archived-hours';
import { EVENTS_PREFIX } from '../../lake/table/partition';
import { statusOf } from './http-status';

const ARCHIVES: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/**
 * From which age on the lake's objects are archived or deleted, as its bucket is told now: whoever changed that later
 * has changed this. Undefined where it may not be read. Source: Amazon S3 API, GetBucketLifecycleConfiguration.
 */
export async function readLakeTiers(client: S3Client, bucket: string): Promise<LakeTiers | undefined> {
  try {
    const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
    return tiersOf(Rules);
  } catch (error) {
    // No rules at all.
    return statusOf(error) === 404 ? {} : undefined;
  }
}

function tiersOf(rules: readonly LifecycleRule[]): LakeTiers {
  const ofEvents = rules.filter((rule) => rule.Status === 'Enabled' && concernsEvents(rule));
  const archived = ofEvents.flatMap(({ Transitions = [] }) =>
    Transitions.flatMap(({ Days, StorageClass }) =>
      Days !== undefined && ARCHIVES.has(StorageClass ?? '') ? [Days] : [],
    ),
  );
  const deleted = ofEvents.flatMap(({ Expiration }) =>
    Expiration?.Days === undefined ? [] : [Expiration.Days],
  );
  return {
    ...(archived.length === 0 ? {} : { archivedDays: Math.min(...archived) }),
    ...(deleted.length === 0 ? {} : { deletedDays: Math.min(...deleted) }),
  };
}

function concernsEvents({ Prefix, Filter }: LifecycleRule): boolean {
  const prefix = Filter?.Prefix ?? Filter?.And?.Prefix ?? Prefix ?? '';
  return prefix.startsWith(EVENTS_PREFIX) || EVENTS_PREFIX.startsWith(prefix);
}
