import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RawPlace } from '../../../lib/ingest/settings';
import { bucketName, rawKeyAlias } from '../../policy/names';
import { keyArnOf } from '../constructs/raw-location';
import type { PlatformProps } from '../platform-stack';

/** A bucket with raw logs to be brought into the lake. */
export interface RawBucketPlace extends RawPlace {
  readonly account: string;
  /** Absent where the platform creates the key, or S3's own encrypts. */
  readonly keyArn?: string;
}

/** The raw store, whoever made it, and the bucket of a trail that was there before. */
export function rawBuckets({ platform, aws }: PlatformProps): readonly RawBucketPlace[] {
  const created: RawBucketPlace = {
    bucket: bucketName(platform, aws, 'raw'),
    account: aws.logArchiveAccount,
    region: aws.homeRegion,
    root: '',
  };
  const before = [aws.existing.logBucket, aws.existing.trail?.bucket].flatMap((one) =>
    one === undefined
      ? []
      : [
          {
            bucket: one.name,
            account: one.account,
            region: one.region,
            root: one.prefix === undefined ? 'AWSLogs/' : `${one.prefix}/`,
            keyArn: keyArnOf(one),
          },
        ],
  );
  const all = aws.existing.logBucket === undefined ? [created, ...before] : before;
  return all.filter(({ bucket }, index) => all.findIndex((one) => one.bucket === bucket) === index);
}

/** Reading raw logs, and nothing else of theirs. Listing is what makes S3 say of an object that it is gone. */
export function readingRaw(
  scope: Construct,
  props: PlatformProps,
  actions: ('s3:GetObject' | 's3:GetObjectVersion')[] = ['s3:GetObject', 's3:GetObjectVersion'],
): PolicyStatement[] {
  const buckets = rawBuckets(props);
  const arns = buckets.map(({ bucket }) =>
    Stack.of(scope).formatArn({
      service: 's3',
      region: '',
      account: '',
      resource: bucket,
      arnFormat: ArnFormat.NO_RESOURCE_NAME,
    }),
  );
  return [
    new PolicyStatement({
      sid: 'ReadRaw',
      actions,
      resources: arns.map((arn) => `${arn}/*`),
    }),
    new PolicyStatement({ sid: 'ListRaw', actions: ['s3:ListBucket'], resources: arns }),
    ...decrypting(scope, props, buckets),
  ];
}

/** The key of the raw store has an id that is made up when it is created: named by its alias. */
function decrypting(
  scope: Construct,
  { platform, aws }: PlatformProps,
  buckets: readonly RawBucketPlace[],
): PolicyStatement[] {
  const keyArns = buckets.flatMap(({ keyArn }) => (keyArn === undefined ? [] : [keyArn]));
  const own = new PolicyStatement({
    sid: 'DecryptRaw',
    actions: ['kms:Decrypt'],
    resources: [
      Stack.of(scope).formatArn({
        service: 'kms',
        account: aws.logArchiveAccount,
        resource: 'key',
        resourceName: '*',
      }),
    ],
    conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': rawKeyAlias(platform) } },
  });
  return [
    ...(aws.existing.logBucket === undefined ? [own] : []),
    ...(keyArns.length === 0
      ? []
      : [new PolicyStatement({ sid: 'DecryptExisting', actions: ['kms:Decrypt'], resources: keyArns })]),
  ];
}
