import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { PlatformProps } from '../platform-stack';

/** What the functions that watch the platform itself are made from. */
export interface SelfCheckProps extends PlatformProps {
  /** By its name, and its key. */
  readonly lake: { readonly bucket: IBucket; readonly key: IKey };
  readonly table: Table;
  /** Of the table, the topic and the streams. */
  readonly key: IKey;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
}
