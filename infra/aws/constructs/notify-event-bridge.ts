import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';

/** The resource of a bucket, for properties that the construct has not. */
export function resourceOf(bucket: Bucket): CfnBucket {
  const { defaultChild } = bucket.node;
  if (!(defaultChild instanceof CfnBucket)) {
    throw new Error(`${bucket.node.path} has no AWS::S3::Bucket: give a bucket that the stack creates`);
  }
  return defaultChild;
}

/**
 * Has a bucket tell EventBridge of every object that is created. By the bucket's own property: the construct
 * library's `eventBridgeEnabled` deploys a function to set it, with rights on every bucket of the account.
 */
export function notifyEventBridge(bucket: CfnBucket): void {
  bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}
