import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { OUTBOX_PREFIX } from '../../../lib/forward/parcel';
import { resourceOf } from '../constructs/notify-event-bridge';

/**
 * Has the lake's bucket tell each destination's queue of its parcels. By S3 itself: over EventBridge every file of the
 * lake would be an event, paid for and thrown away. By the bucket's own property, for the construct library's way is a
 * function that may change every bucket's.
 */
export function tellQueues(bucket: Bucket, queues: ReadonlyMap<string, Queue>): void {
  resourceOf(bucket).addPropertyOverride(
    'NotificationConfiguration.QueueConfigurations',
    [...queues].map(([destination, { queueArn }]) => ({
      Event: 's3:ObjectCreated:*',
      Queue: queueArn,
      Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: `${OUTBOX_PREFIX}${destination}/` }] } },
    })),
  );
  for (const queue of queues.values()) {
    bucket.node.addDependency(queue);
  }
}
