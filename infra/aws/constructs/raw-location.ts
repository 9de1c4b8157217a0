import { ArnFormat, Aws, type Stack } from 'aws-cdk-lib';
import type { ExistingBucket } from '../../../lib/config/resolved';
import { bucketName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

/** The raw bucket's name, whoever made it. */
export function rawBucketName({ platform, aws }: PlatformProps): string {
  return aws.existing.logBucket?.name ?? bucketName(platform, aws, 'raw');
}

/** The key of a bucket that was there before, in whatever partition the template is deployed to. */
export function keyArnOf(bucket: ExistingBucket | undefined): string | undefined {
  return bucket?.keyArn?.replace(/^arn:[a-z-]+:/, `arn:${Aws.PARTITION}:`);
}

/** Where services deliver to: the raw bucket's ARN, and the prefix that stands before `AWSLogs/` where it has one. */
export function rawDestinationArn(stack: Stack, props: PlatformProps): string {
  const prefix = props.aws.existing.logBucket?.prefix;
  const bucket = stack.formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: rawBucketName(props),
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
  return prefix === undefined ? bucket : `${bucket}/${prefix}`;
}
