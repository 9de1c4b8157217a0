import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { DlqDestinationConfig, IEventSourceDlq } from 'aws-cdk-lib/aws-lambda';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { failedRecordsBucketName } from '../../policy/names';
import { bucketBasics } from '../constructs/bucket-basics';
import { notifyEventBridge, resourceOf } from '../constructs/notify-event-bridge';
import { viaService } from '../pipeline/grants';
import type { PlatformProps } from '../platform-stack';

/** As long as word of them waits in the queue. */
const KEPT = Duration.days(14);

export interface FailedRecordsProps extends PlatformProps {
  readonly key: IKey;
  /** Gets word of each batch that is put here. */
  readonly queue: IQueue;
}

/**
 * Batches of a stream that failed for good, whole: an object each, whose `payload` the function takes again as it is.
 * A queue would hold where they were in a stream that forgets them after a day.
 */
export class FailedRecords extends Construct implements IEventSourceDlq {
  readonly bucket: Bucket;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FailedRecordsProps,
  ) {
    super(scope, id);
    const { platform, aws, key, queue } = props;
    this.bucket = new Bucket(this, 'Bucket', {
      ...bucketBasics({ platform }),
      bucketName: failedRecordsBucketName(platform, aws),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      lifecycleRules: [
        {
          id: 'end',
          expiration: KEPT,
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    notifyEventBridge(resourceOf(this.bucket));
    new Rule(this, 'Told', {
      description: 'Batches of streams that nobody could look at',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [this.bucket.bucketName] } },
      },
      targets: [new SqsQueue(queue)],
    });
  }

  bind(): DlqDestinationConfig {
    return { destination: this.bucket.bucketArn };
  }

  /** For the function whose mapping puts here: Lambda does so with the function's role. */
  writing(): PolicyStatement[] {
    return [
      new PolicyStatement({
        sid: 'Failed',
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('aws/lambda/*')],
      }),
      new PolicyStatement({
        sid: 'FailedBucket',
        actions: ['s3:ListBucket'],
        resources: [this.bucket.bucketArn],
      }),
      new PolicyStatement({
        sid: 'FailedKey',
        actions: ['kms:GenerateDataKey'],
        resources: [this.props.key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': viaService(this, 's3') } },
      }),
    ];
  }
}
