import { Arn, ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type ForwardDestination, secretsOfDestination } from '../../../lib/forward/destination';
import { OUTBOX_PREFIX } from '../../../lib/forward/parcel';
import type { ForwardSettings } from '../../../lib/forward/settings';
import { platformAlarm } from '../constructs/platform-alarm';
import { PlatformFunction } from '../constructs/platform-function';
import { roleArn } from '../constructs/role-arn';
import { BUNDLE_FOLDER } from '../pipeline/bundle-layer';
import { lakeFolders, secretsNamed } from '../pipeline/grants';
import type { LakeBucket } from '../pipeline/lake-bucket';
import type { PlatformProps } from '../platform-stack';
import { ForwardQueue } from './forward-queue';
import { tellQueues } from './tell-queues';

const HANDLER = 'forward';
/** A parcel takes seconds; a run begins no request in its last half. */
const TIMEOUT = Duration.minutes(5);
/** Parcels in a run: of those that go one after another, and of those that become files together. */
const PARCELS = { lines: 10, files: 1000 };
/** Security Lake wants a source's files no more often. */
const FILES_WINDOW = Duration.minutes(5);
/** Runs at once of a destination, beside those that bring objects into the lake: sending is the smaller work. */
const SHARE = 4;

export interface ForwardProps extends PlatformProps {
  readonly lake: LakeBucket;
  readonly layer: ILayerVersion;
  readonly key: IKey;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
}

/**
 * Brings what the outbox of the lake holds to its destinations: a queue each, one function for all. It runs outside the
 * network of the other functions, for its receivers are on the internet.
 */
export class Forward extends Construct {
  constructor(scope: Construct, id: string, props: ForwardProps) {
    super(scope, id);
    const { platform, aws, lake, key, topic, deadLetters } = props;
    const { forward } = platform;
    const queues = new Map(
      forward.map(({ name }) => {
        const { queue } = new ForwardQueue(this, name, {
          platform,
          aws,
          destination: name,
          topic,
          timeout: TIMEOUT,
        });
        return [name, queue];
      }),
    );
    tellQueues(lake.bucket, queues);
    const { function: fn } = new PlatformFunction(this, 'Forward', {
      platform,
      aws,
      handler: HANDLER,
      description: 'Sends masked findings and events to the destinations of the configuration',
      environment: { SETTINGS: Stack.of(this).toJsonString(this.settings(props, queues)) },
      statements: statements(this, props, queues),
      memoryMb: forward.some(({ kind }) => kind === 'security_lake') ? 2048 : 1024,
      timeout: TIMEOUT,
      concurrency: platform.lifecycle === 'production' ? forward.length * runs(props) + 1 : undefined,
      key,
      deadLetters,
      alarmTopic: topic,
    });
    fn.addLayers(props.layer);
    for (const destination of forward) {
      fn.addEventSource(eventSource(destination, queues, props));
      this.refused(destination, props);
    }
    new Rule(this, 'Hourly', {
      description: 'Sweep of parcels that no notification told of',
      schedule: Schedule.cron({ minute: '20' }),
      targets: [new LambdaFunction(fn, { deadLetterQueue: deadLetters, retryAttempts: 2 })],
    });
  }

  private settings({ aws, lake }: ForwardProps, queues: ReadonlyMap<string, Queue>): ForwardSettings {
    return {
      home: aws.homeRegion,
      lake: lake.bucket.bucketName,
      bundle: BUNDLE_FOLDER,
      queues: Object.fromEntries([...queues].map(([name, { queueUrl }]) => [name, queueUrl])),
    };
  }

  /** Events that a destination will never take: they are kept, and somebody has to look. */
  private refused({ name }: ForwardDestination, { platform, topic, lake }: ForwardProps): void {
    platformAlarm(this, `Refused-${name}`, {
      platform,
      topic,
      name: 'EventsRefused',
      handler: HANDLER,
      of: name,
      statistic: 'Sum',
      period: Duration.hours(1),
      threshold: 1,
      description: `Destination ${name} refused events: read s3://${lake.bucket.bucketName}/quarantine/${OUTBOX_PREFIX}${name}/ for the reasons, mend the receiver, then copy them back below ${OUTBOX_PREFIX}${name}/`,
      runbook: 'a-destination-refuses-events',
    });
  }
}

function runs({ platform }: PlatformProps): number {
  return Math.max(2, Math.ceil(platform.volume.sizes.normalizeConcurrency / SHARE));
}

function eventSource(
  { name, kind }: ForwardDestination,
  queues: ReadonlyMap<string, Queue>,
  props: PlatformProps,
): SqsEventSource {
  const queue = queues.get(name);
  if (queue === undefined) {
    throw new Error(`destination ${name} has no queue: make one for each destination`);
  }
  const gathering =
    kind === 'security_lake'
      ? { batchSize: PARCELS.files, maxBatchingWindow: FILES_WINDOW }
      : { batchSize: PARCELS.lines };
  return new SqsEventSource(queue, {
    ...gathering,
    reportBatchItemFailures: true,
    maxConcurrency: runs(props),
  });
}

function statements(
  scope: Construct,
  { platform: { forward }, lake }: ForwardProps,
  queues: ReadonlyMap<string, Queue>,
): PolicyStatement[] {
  const roles = forward.flatMap((one) =>
    one.kind === 'security_lake' ? one.customSources.map(({ role }) => inPartition(scope, role)) : [],
  );
  return [
    ...lakeFolders(lake.bucket, lake.key, {
      read: [OUTBOX_PREFIX],
      write: [OUTBOX_PREFIX, `quarantine/${OUTBOX_PREFIX}`],
      remove: [OUTBOX_PREFIX],
    }),
    ...secretsNamed(scope, forward.flatMap(secretsOfDestination)),
    new PolicyStatement({
      sid: 'TellAgain',
      actions: ['sqs:SendMessage'],
      resources: [...queues.values()].map(({ queueArn }) => queueArn),
    }),
    ...(roles.length === 0
      ? []
      : [
          new PolicyStatement({
            sid: 'SecurityLake',
            actions: ['sts:AssumeRole'],
            resources: [...new Set(roles)].sort(),
          }),
        ]),
  ];
}

/** A role of the configuration with the partition by reference, as templates have it. */
function inPartition(scope: Construct, role: string): string {
  const { account = '', resourceName = '' } = Arn.split(role, ArnFormat.SLASH_RESOURCE_NAME);
  return roleArn(scope, account, resourceName);
}
