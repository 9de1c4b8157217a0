import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { CANARY_PREFIX, CANARY_SOURCE } from '../../../lib/health/canary';
import { CANARY_STATE } from '../../../lib/health/canary-state';
import { COMMITS_PREFIX } from '../../../lib/lake/batch/records';
import { bucketName, centralBusName, logsDestinationName } from '../../policy/names';
import { lakeFolders, recordsOf, stateOf, viaService } from '../pipeline/grants';
import { rawKey } from '../pipeline/raw-buckets';
import { streamedDetailTypes } from '../stream/streamed';
import type { CanaryProps } from './canary';

/** Sending canaries by the ways they go, and looking at the records of batches: neither raw logs nor rows. */
export function sendingCanaries(scope: Construct, props: CanaryProps): PolicyStatement[] {
  const { lake, table, key, plans } = props;
  const goes = (way: 'object' | 'stream') => plans.some(({ ways }) => ways.includes(way));
  return [
    ...lakeFolders(lake.bucket, lake.key, { read: [COMMITS_PREFIX], write: [] }),
    ...stateOf(scope, {
      sid: 'Canaries',
      kind: CANARY_STATE,
      actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
      table,
      key,
    }),
    recordsOf({ sid: 'Claims', kind: 'claims', actions: ['dynamodb:GetItem'], table }),
    ...(goes('object') ? toRaw(scope, props) : []),
    ...(goes('stream') ? toStreams(scope, props) : []),
  ];
}

/** One folder of the raw bucket. */
function toRaw(scope: Construct, props: CanaryProps): PolicyStatement[] {
  const { platform, aws } = props;
  const stack = Stack.of(scope);
  const raw = stack.formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: bucketName(platform, aws, 'raw'),
  });
  return [
    new PolicyStatement({
      sid: 'Raw',
      actions: ['s3:PutObject'],
      resources: [`${raw}/${CANARY_PREFIX}*`],
    }),
    rawKey(scope, props, { sid: 'RawKey', action: 'kms:GenerateDataKey' }),
  ];
}

/** Events that say whose they are, and the stream of log groups where there is one. */
function toStreams(scope: Construct, { platform, aws, key }: CanaryProps): PolicyStatement[] {
  const stack = Stack.of(scope);
  const stream = stack.formatArn({
    service: 'kinesis',
    resource: 'stream',
    resourceName: logsDestinationName(platform),
  });
  const events = new PolicyStatement({
    sid: 'Events',
    actions: ['events:PutEvents'],
    resources: [
      stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: centralBusName(platform) }),
    ],
    conditions: {
      StringEquals: { 'events:source': CANARY_SOURCE, 'events:detail-type': streamedDetailTypes(platform) },
    },
  });
  return aws.extras.cloudwatchLogs === 'create'
    ? [
        events,
        new PolicyStatement({ sid: 'Logs', actions: ['kinesis:PutRecord'], resources: [stream] }),
        new PolicyStatement({
          sid: 'LogsKey',
          actions: ['kms:GenerateDataKey'],
          resources: [key.keyArn],
          conditions: {
            StringEquals: {
              'kms:ViaService': viaService(scope, 'kinesis'),
              'kms:EncryptionContext:aws:kinesis:arn': stream,
            },
          },
        }),
      ]
    : [events];
}
