import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RawPlace } from '../../../lib/ingest/settings';
import { rawKeyAlias } from '../../policy/names';
import { rawPlaces } from '../../policy/raw-places';
import { keyArnOf } from '../constructs/raw-location';
import type { PlatformProps } from '../platform-stack';
import { viaService } from './grants';

/** A bucket with raw logs to be brought into the lake, as a template names its key. */
export interface RawBucketPlace extends RawPlace {
  readonly account: string;
  /** Absent where the platform creates the key, or S3's own encrypts. */
  readonly keyArn?: string;
}

export function rawBuckets({ platform, aws }: PlatformProps): readonly RawBucketPlace[] {
  return rawPlaces(platform, aws).map(({ existing, ...place }) => ({ ...place, keyArn: keyArnOf(existing) }));
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

/**
 * Use of the raw store's key, by way of S3. Its id is made up when it is created, in another account: named by its alias.
 */
export function rawKey(
  scope: Construct,
  { platform, aws }: PlatformProps,
  { sid, action }: { readonly sid: string; readonly action: 'kms:Decrypt' | 'kms:GenerateDataKey' },
): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions: [action],
    resources: [
      Stack.of(scope).formatArn({
        service: 'kms',
        account: aws.logArchiveAccount,
        resource: 'key',
        resourceName: '*',
      }),
    ],
    conditions: {
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': rawKeyAlias(platform) },
      StringEquals: { 'kms:ViaService': viaService(scope, 's3', aws.homeRegion) },
    },
  });
}

function decrypting(
  scope: Construct,
  props: PlatformProps,
  buckets: readonly RawBucketPlace[],
): PolicyStatement[] {
  const keyed = buckets.filter(({ keyArn }) => keyArn !== undefined);
  return [
    ...(props.aws.existing.logBucket === undefined
      ? [rawKey(scope, props, { sid: 'DecryptRaw', action: 'kms:Decrypt' })]
      : []),
    ...keyed.map(
      ({ keyArn = '', region }, index) =>
        new PolicyStatement({
          sid: `DecryptExisting${index}`,
          actions: ['kms:Decrypt'],
          resources: [keyArn],
          conditions: { StringEquals: { 'kms:ViaService': viaService(scope, 's3', region) } },
        }),
    ),
  ];
}
