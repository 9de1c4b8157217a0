import { Duration, Stack } from 'aws-cdk-lib';
import { CfnRule, type EventPattern, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { rawFolders } from '../../../lib/ingest/raw-folders';
import { ingestQueueName, roleName } from '../../policy/names';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import { type RawBucketPlace, rawBuckets } from './raw-buckets';

/** Part of the name of the role by which the log archive's rule writes to the queue: the queue lets it in. */
export const RAW_EVENTS_ROLE = 'raw-events';

/** EventBridge tries again for a day; what it loses the hourly sweep finds. */
const RETRIES = { maximumEventAgeInSeconds: Duration.hours(24).toSeconds(), maximumRetryAttempts: 185 };

/** Raw buckets of an account whose events EventBridge has in the home region: it sends to queues of its own region. */
function told(props: PlatformProps, account: string): readonly RawBucketPlace[] {
  return rawBuckets(props).filter((one) => one.account === account && one.region === props.aws.homeRegion);
}

/** Objects of sources that are parsed or counted: below an account, or at the top of the bucket as log groups are. */
function objectsCreated({ platform }: PlatformProps, buckets: readonly RawBucketPlace[]): EventPattern {
  return {
    source: ['aws.s3'],
    detailType: ['Object Created'],
    detail: {
      bucket: { name: buckets.map(({ bucket }) => bucket) },
      object: {
        key: rawFolders(platform.sources).flatMap((folder) => [
          ...Match.wildcard(`*/${folder}/*`),
          ...Match.prefix(`${folder}/`),
        ]),
      },
    },
  };
}

export interface RawEventsProps extends PlatformProps {
  readonly queue: IQueue;
}

/** Sends word of raw objects of the security account to the queue. */
export class OwnRawEvents extends Construct {
  constructor(scope: Construct, id: string, props: RawEventsProps) {
    super(scope, id);
    const buckets = told(props, props.aws.securityAccount);
    if (buckets.length === 0) {
      return;
    }
    new Rule(this, 'Rule', {
      description: 'Raw objects to be brought into the lake',
      eventPattern: objectsCreated(props, buckets),
      targets: [
        new SqsQueue(props.queue, {
          maxEventAge: Duration.seconds(RETRIES.maximumEventAgeInSeconds),
          retryAttempts: RETRIES.maximumRetryAttempts,
        }),
      ],
    });
  }
}

/** Whether the log archive is another account, with raw objects to tell of. */
export function hasRawEventsStack(props: PlatformProps): boolean {
  const { logArchiveAccount, securityAccount } = props.aws;
  return logArchiveAccount !== securityAccount && told(props, logArchiveAccount).length > 0;
}

/**
 * Sends word of raw objects of the log archive account to the security account's queue: without a bus in between,
 * which would be paid by the event and could send no further. A bucket that was there before tells once its owners
 * have switched its EventBridge notifications on; until then the hourly sweep finds what it has.
 * Source: Amazon EventBridge User Guide, "Sending events to an AWS service in another account".
 */
export class RawEventsStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    const { platform, aws } = props;
    super(scope, id, props, {
      part: 'raw-events',
      account: aws.logArchiveAccount,
      description: 'word of raw objects to the pipeline in the security account',
    });
    const queue = this.formatArn({
      service: 'sqs',
      account: aws.securityAccount,
      resource: ingestQueueName(platform),
    });
    const name = roleName(platform, RAW_EVENTS_ROLE);
    const rule = Stack.of(this).formatArn({ service: 'events', resource: 'rule', resourceName: name });
    const role = new Role(this, 'Role', {
      roleName: name,
      description: 'Sends word of raw objects to the queue of the pipeline',
      assumedBy: new ServicePrincipal('events.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': this.account },
        ArnEquals: { 'aws:SourceArn': rule },
      }),
      inlinePolicies: {
        send: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue] })],
        }),
      },
    });
    const pattern = objectsCreated(props, told(props, aws.logArchiveAccount));
    new CfnRule(this, 'Rule', {
      name,
      description: 'Raw objects to be brought into the lake, to the security account',
      eventPattern: {
        source: pattern.source,
        'detail-type': pattern.detailType,
        detail: pattern.detail,
      },
      targets: [{ id: 'ingest', arn: queue, roleArn: role.roleArn, retryPolicy: RETRIES }],
    });
  }
}
