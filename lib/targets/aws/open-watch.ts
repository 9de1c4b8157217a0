import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { readRecords } from '../../enrolment/records';
import type { WatchContext } from '../../health/watch-round';
import type { WatchSettings } from '../../health/watch-settings';
import { clientOptions } from './client-options';
import { DynamoKeyValueStore } from './key-value-store';
import { openLake } from './open-lake';
import { signedPost } from './signed-post';
import { publish } from './topic-notifier';

/** Opens what a round of the watch needs of AWS, and reads who is enrolled. */
export async function openWatch(settings: WatchSettings): Promise<Omit<WatchContext, 'mayContinue'>> {
  const { home, table, topic, sources, platform } = settings;
  const dynamo = new DynamoDBClient(clientOptions(home));
  const post = signedPost('sns', home);
  const records = await readRecords(new DynamoKeyValueStore(dynamo, table));
  return {
    lake: openLake(new S3Client(clientOptions(home)), dynamo, settings),
    records: [...records.values()],
    sources,
    platform,
    tell: async (words) => {
      const delivery = await publish(post, topic, { ...words, attributes: {} });
      if (delivery.outcome !== 'sent') {
        throw new Error(`${topic}: ${delivery.reason}`);
      }
    },
  };
}
