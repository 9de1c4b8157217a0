import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { BASELINES_PREFIX } from '../../../lib/analytics/profile';
import { partitionsOf } from '../../../lib/targets/aws/partitions';
import { batchWorkgroupName, databaseName, lakeBucketName, queryResultsBucketName } from '../../policy/names';
import type { LakeBucket } from '../pipeline/lake-bucket';
import type { PlatformProps } from '../platform-stack';
import { bucketArn, s3In } from '../query/lake-access';
import { RESULTS_FOLDER } from './workgroup';

export interface AskingProps extends PlatformProps {
  readonly lake: LakeBucket;
  readonly table: Table;
  /** Of the results and the table. */
  readonly key: IKey;
}

/** What `run-batch` asks of Athena, by its own workgroup, and what Athena reads and writes for it. */
export function askingAthena(scope: Construct, props: AskingProps): PolicyStatement[] {
  const stack = Stack.of(scope);
  const { platform, aws, key } = props;
  const arn = (service: string, resource: string, resourceName?: string) =>
    stack.formatArn({ service, resource, ...(resourceName === undefined ? {} : { resourceName }) });
  const database = databaseName(platform);
  const results = bucketArn(stack, queryResultsBucketName(platform, aws));
  return [
    new PolicyStatement({
      sid: 'Ask',
      actions: [
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
        'athena:StartQueryExecution',
        'athena:StopQueryExecution',
      ],
      resources: [arn('athena', 'workgroup', batchWorkgroupName(platform))],
    }),
    new PolicyStatement({
      sid: 'Describe',
      actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions'],
      resources: [
        arn('glue', 'catalog'),
        arn('glue', 'database', database),
        arn('glue', 'table', `${database}/security_events`),
      ],
    }),
    new PolicyStatement({
      sid: 'LocateResults',
      actions: ['s3:GetBucketLocation', 's3:ListBucket'],
      resources: [results],
    }),
    new PolicyStatement({
      sid: 'Results',
      actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      resources: [`${results}/${RESULTS_FOLDER}*`],
    }),
    new PolicyStatement({
      sid: 'ResultsKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': s3In(props) } },
    }),
  ];
}

/** Folders of the lake, each with the slash at its end. */
export interface BatchFolders {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** Places of the lake: what is read, and of its state what is the batch's own; baselines are replaced, too. */
export function lakeObjects(
  scope: Construct,
  { platform, aws, lake }: PlatformProps & Pick<AskingProps, 'lake'>,
  { read, write }: BatchFolders,
): PolicyStatement[] {
  const bucket = bucketArn(Stack.of(scope), lakeBucketName(platform, aws));
  const statement = (sid: string, actions: string[], folders: readonly string[]) =>
    new PolicyStatement({ sid, actions, resources: folders.map((folder) => `${bucket}/${folder}*`) });
  return [
    statement('LakeRead', ['s3:GetObject'], read),
    statement('LakeWrite', ['s3:PutObject', 's3:AbortMultipartUpload'], write),
    statement('LakeRemove', ['s3:DeleteObject'], [BASELINES_PREFIX]),
    // Without listing S3 does not say what is missing.
    new PolicyStatement({
      sid: 'LakeList',
      actions: ['s3:ListBucket', 's3:GetBucketLocation'],
      resources: [bucket],
    }),
    new PolicyStatement({
      sid: 'LakeKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [lake.key.keyArn],
    }),
  ];
}

/** What was done and what it cost, in the state table; its key is the one of the alerts, which are there, too. */
export function batchState({ table }: Pick<AskingProps, 'table'>): PolicyStatement {
  return new PolicyStatement({
    sid: 'BatchState',
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': partitionsOf('batch') } },
  });
}
