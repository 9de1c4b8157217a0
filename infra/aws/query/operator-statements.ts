import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ACCOUNTS_KEY } from '../../../lib/cost/accounts-table';
import { REPLAYS_PREFIX } from '../../../lib/ingest/redrive';
import { COMMITS_PREFIX, MANIFESTS_PREFIX } from '../../../lib/lake/batch/records';
import { EVENTS_PREFIX } from '../../../lib/lake/table/partition';
import { ingestQueueName, lakeBucketName } from '../../policy/names';
import { rawPlaces } from '../../policy/raw-places';
import { recordsOf, viaService } from '../pipeline/grants';
import type { PlatformProps } from '../platform-stack';
import type { CentralStack } from '../security/central-stack';
import { bucketArn, decryptLake } from './lake-access';

/**
 * What `kumomori replay`, `kumomori restore` and `kumomori cost` do on AWS: list raw objects and the lake's, ask S3 for
 * archived ones, tell the pipeline what to make again, read which batch has an object and what became of it, which
 * records of batches count by account. Neither raw logs nor events of the lake can be read, and nothing can be written
 * or deleted.
 */
export function operatorStatements(
  stack: Stack,
  { table, key, ...props }: PlatformProps & Pick<CentralStack, 'table' | 'key'>,
): PolicyStatement[] {
  const { platform, aws } = props;
  const lake = bucketArn(stack, lakeBucketName(platform, aws));
  const raw = rawPlaces(platform, aws).map(({ bucket }) => bucketArn(stack, bucket));
  return [
    new PolicyStatement({
      sid: 'TellPipeline',
      actions: ['sqs:SendMessage'],
      resources: [stack.formatArn({ service: 'sqs', resource: ingestQueueName(platform) })],
    }),
    new PolicyStatement({ sid: 'ListRaw', actions: ['s3:ListBucketVersions'], resources: raw }),
    // Without listing as a whole S3 would not say of a record that there is none.
    new PolicyStatement({ sid: 'ListLake', actions: ['s3:ListBucket'], resources: [lake] }),
    new PolicyStatement({
      sid: 'Restore',
      actions: ['s3:RestoreObject'],
      resources: [`${lake}/${EVENTS_PREFIX}*`, ...raw.map((arn) => `${arn}/*`)],
    }),
    new PolicyStatement({
      sid: 'ReadRecords',
      actions: ['s3:GetObject'],
      resources: [
        ...[REPLAYS_PREFIX, COMMITS_PREFIX, MANIFESTS_PREFIX].map((prefix) => `${lake}/${prefix}*`),
        `${lake}/${ACCOUNTS_KEY}`,
      ],
    }),
    recordsOf({ sid: 'Claims', kind: 'claims', actions: ['dynamodb:GetItem'], table }),
    new PolicyStatement({
      sid: 'ClaimsKey',
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': viaService(stack, 'dynamodb') } },
    }),
    decryptLake(stack, 'DecryptRecords', props),
  ];
}
