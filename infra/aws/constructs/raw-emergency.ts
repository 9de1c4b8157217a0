import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { bucketName, rawKeyAlias } from '../../policy/names';
import { KEY_ADMINISTRATOR } from '../log-archive/policy/key-protection';
import type { PlatformProps } from '../platform-stack';
import { BreakGlassRole } from './break-glass';
import { BreakGlassAlarm } from './break-glass-alarm';

export interface RawEmergencyProps extends PlatformProps {
  readonly topic: ITopic;
}

/**
 * People's two ways to the raw store, both alarmed: reading it as it was delivered, unmasked, and destroying its key,
 * which erases all of it. Nothing else lets a person do either.
 */
export class RawEmergency extends Construct {
  constructor(scope: Construct, id: string, props: RawEmergencyProps) {
    super(scope, id);
    const reader = new BreakGlassRole(this, 'Reader', {
      ...props,
      part: 'break-glass-reader',
      description: 'Reads raw logs as they were delivered: for an hour, in an emergency, alarmed',
      statements: reading(props),
    });
    const administrator = new BreakGlassRole(this, 'KeyAdministrator', {
      ...props,
      part: KEY_ADMINISTRATOR,
      description: 'Destroys the key of the raw store, and so erases every raw log: alarmed',
      statements: [
        new PolicyStatement({
          sid: 'DestroyRawKey',
          actions: [
            'kms:DescribeKey',
            'kms:DisableKey',
            'kms:EnableKey',
            'kms:ScheduleKeyDeletion',
            'kms:CancelKeyDeletion',
          ],
          ...rawKey(props),
        }),
      ],
    });
    new BreakGlassAlarm(this, 'Alarm', { roles: [reader.role, administrator.role], topic: props.topic });
  }
}

function reading(props: PlatformProps): PolicyStatement[] {
  const bucket = `arn:${Aws.PARTITION}:s3:::${bucketName(props.platform, props.aws, 'raw')}`;
  return [
    new PolicyStatement({
      sid: 'ListRaw',
      actions: ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation'],
      resources: [bucket],
    }),
    new PolicyStatement({
      sid: 'ReadRaw',
      // Cold and archived objects are read after they are restored, which copies them for some days.
      actions: [
        's3:GetObject',
        's3:GetObjectVersion',
        's3:GetObjectRetention',
        's3:GetObjectAttributes',
        's3:RestoreObject',
      ],
      resources: [`${bucket}/*`],
    }),
    new PolicyStatement({ sid: 'DecryptRaw', actions: ['kms:Decrypt'], ...rawKey(props) }),
  ];
}

/** The raw store's key, whose id is made up when it is created: named by its alias. */
export function rawKey({ platform, aws }: PlatformProps) {
  return {
    effect: Effect.ALLOW,
    resources: [`arn:${Aws.PARTITION}:kms:${aws.homeRegion}:${aws.logArchiveAccount}:key/*`],
    conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': rawKeyAlias(platform) } },
  };
}
