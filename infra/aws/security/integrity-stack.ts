import { Duration, type Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { TrailSettings } from '../../../lib/integrity/settings';
import { bucketName, logGroupName, rawKeyAlias } from '../../policy/names';
import { DeadLetters } from '../constructs/dead-letters';
import { platformAlarm } from '../constructs/platform-alarm';
import { PlatformFunction } from '../constructs/platform-function';
import { keyArnOf } from '../constructs/raw-location';
import { viaService } from '../pipeline/grants';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import type { CentralStack } from './central-stack';

const ROUND = Duration.hours(6);

export interface IntegrityStackProps extends PlatformProps {
  readonly central: CentralStack;
}

/** Proof that the trail was not touched: every six hours the digests of those accounts that waited longest. */
export class IntegrityStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: IntegrityStackProps) {
    const { central, platform, aws } = props;
    super(scope, id, props, {
      part: 'integrity',
      account: aws.securityAccount,
      description: 'verification of CloudTrail digests',
    });
    const { topic, table, key } = central;
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      platform,
      aws,
      of: 'Invocations of verify-trail',
      topic,
    }).queue;
    const verify = new PlatformFunction(this, 'Verify', {
      platform,
      aws,
      handler: 'verify-trail',
      description: 'Verifies the digests of CloudTrail',
      environment: { SETTINGS: this.toJsonString(settings(props)) },
      statements: statements(this, props),
      memoryMb: 2048,
      timeout: Duration.minutes(15),
      concurrency: platform.lifecycle === 'production' ? 1 : undefined,
      key,
      deadLetters,
      alarmTopic: topic,
      every: ROUND,
      // Each region has its own public keys of CloudTrail.
      network: aws.regions.every((region) => region === aws.homeRegion) ? props.network : undefined,
    });
    table.grant(verify.role, 'dynamodb:PutItem', 'dynamodb:Query');
    new Rule(this, 'Schedule', {
      description: 'Verification of the trail',
      schedule: Schedule.rate(ROUND),
      targets: [new LambdaFunction(verify.function, { deadLetterQueue: deadLetters, retryAttempts: 2 })],
    });
    platformAlarm(this, 'NotProven', {
      platform,
      topic,
      name: 'TrailsNotProven',
      handler: 'verify-trail',
      statistic: 'Sum',
      threshold: 1,
      description: `A trail was tampered with or could not be proven: read ${logGroupName(platform, 'verify-trail')}, then kumomori verify-trail`,
      runbook: 'a-trail-is-not-proven',
    });
  }
}

function settings(props: IntegrityStackProps): TrailSettings {
  const { aws, platform, central } = props;
  const existing = aws.existing.trail?.bucket ?? aws.existing.logBucket;
  const prefix = existing?.prefix === undefined ? '' : `${existing.prefix}/`;
  return {
    table: central.table.tableName,
    home: aws.homeRegion,
    regions: aws.regions,
    bucket: existing?.name ?? bucketName(platform, aws, 'raw'),
    bucketRegion: existing?.region ?? aws.homeRegion,
    base: `${prefix}AWSLogs/${aws.organizationId === undefined ? '' : `${aws.organizationId}/`}`,
  };
}

function statements(stack: Stack, props: IntegrityStackProps): PolicyStatement[] {
  const { aws, platform } = props;
  const { bucket } = settings(props);
  const arn = (resource: string) => stack.formatArn({ service: 's3', region: '', account: '', resource });
  const existing = aws.existing.trail?.bucket ?? aws.existing.logBucket;
  const keys = stack.formatArn({
    service: 'kms',
    account: existing?.account ?? aws.logArchiveAccount,
    region: existing?.region ?? aws.homeRegion,
    resource: 'key',
    resourceName: '*',
  });
  const throughS3 = {
    StringEquals: { 'kms:ViaService': viaService(stack, 's3', existing?.region ?? aws.homeRegion) },
  };
  const decrypt =
    existing === undefined
      ? {
          resources: [keys],
          conditions: {
            'ForAnyValue:StringEquals': { 'kms:ResourceAliases': rawKeyAlias(platform) },
            ...throughS3,
          },
        }
      : { resources: [keyArnOf(existing) ?? []].flat(), conditions: throughS3 };
  return [
    new PolicyStatement({ sid: 'List', actions: ['s3:ListBucket'], resources: [arn(bucket)] }),
    new PolicyStatement({ sid: 'Read', actions: ['s3:GetObject'], resources: [`${arn(bucket)}/*`] }),
    ...(decrypt.resources.length === 0
      ? []
      : [new PolicyStatement({ sid: 'Decrypt', actions: ['kms:Decrypt'], ...decrypt })]),
    // The public keys are the same for everyone and have no ARN.
    new PolicyStatement({ sid: 'PublicKeys', actions: ['cloudtrail:ListPublicKeys'], resources: ['*'] }),
  ];
}
