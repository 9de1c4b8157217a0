import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { PLACE } from '../../../lib/rules/bundle-place';
import type { BUNDLE_READERS } from '../../../lib/rules/bundle-readers';
import { LAST_GOOD } from '../../../lib/rules/follow-bundles';
import { bundleBucketName, logGroupName } from '../../policy/names';
import { platformAlarm } from '../constructs/platform-alarm';
import type { PlatformProps } from '../platform-stack';
import { stateOf, viaService } from './grants';

// What a function needs to follow rules that are published without a deploy: nothing where nobody may publish.

/** Whether anybody may publish. */
export function arePublished({ platform }: Pick<PlatformProps, 'platform'>): boolean {
  return platform.detections.bundle !== undefined;
}

/** For the function's settings. */
export function bundleSettings(props: PlatformProps): { readonly bundles?: string } {
  return arePublished(props) ? { bundles: bundleBucketName(props.platform, props.aws) } : {};
}

export interface ReadingBundlesProps extends PlatformProps {
  readonly table: ITable;
  /** Of the bucket and the table. */
  readonly key: IKey;
}

/** Reading published bundles, and the record of the last good one; never writing what is read. */
export function readingBundles(scope: Construct, props: ReadingBundlesProps): PolicyStatement[] {
  return arePublished(props)
    ? [
        ...bundleObjects(scope, props, ['s3:GetObject'], ['kms:Decrypt']),
        ...stateOf(scope, {
          sid: 'LastGoodBundle',
          kind: LAST_GOOD.split('/')[0] ?? '',
          actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
          table: props.table,
          key: props.key,
        }),
      ]
    : [];
}

/** Objects of the bucket of bundles, and its key for them alone. Listing is what makes S3 say that one is missing. */
export function bundleObjects(
  scope: Construct,
  { platform, aws, key }: PlatformProps & { readonly key: IKey },
  actions: ('s3:GetObject' | 's3:PutObject')[],
  keyActions: ('kms:Decrypt' | 'kms:GenerateDataKey')[],
): PolicyStatement[] {
  const bucket = Stack.of(scope).formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: bundleBucketName(platform, aws),
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
  return [
    new PolicyStatement({ sid: 'Bundles', actions, resources: [`${bucket}/${PLACE}*`] }),
    new PolicyStatement({ sid: 'ListBundles', actions: ['s3:ListBucket'], resources: [bucket] }),
    new PolicyStatement({
      sid: 'BundleKey',
      actions: keyActions,
      resources: [key.keyArn],
      conditions: {
        StringEquals: {
          'kms:ViaService': viaService(scope, 's3'),
          // With a bucket key, S3 names the bucket.
          'kms:EncryptionContext:aws:s3:arn': bucket,
        },
      },
    }),
  ];
}

export interface RefusedAlarmProps extends PlatformProps {
  readonly handler: (typeof BUNDLE_READERS)[number];
  readonly topic: ITopic;
}

/** Tells that a function could not use what is published: it goes on with what it had. */
export function refusedAlarm(scope: Construct, props: RefusedAlarmProps): void {
  const { platform, handler, topic } = props;
  if (arePublished(props)) {
    platformAlarm(scope, 'BundleRefusedAlarm', {
      platform,
      topic,
      name: 'BundleRefused',
      handler,
      statistic: 'Sum',
      period: Duration.minutes(15),
      threshold: 1,
      description: `${handler} refuses the published rules and goes on with the last good ones: read "published rules refused" in ${logGroupName(platform, handler)}, then publish again or kumomori rules rollback; if nobody of you published, see who wrote to ${bundleBucketName(platform, props.aws)}`,
      runbook: 'published-rules-refused',
    });
  }
}
