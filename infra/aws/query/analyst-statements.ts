import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ResolvedTeam } from '../../../lib/config/resolved';
import { EVENT_CATEGORIES, EVENTS_PREFIX } from '../../../lib/lake/table/partition';
import { databaseName, lakeBucketName, queryResultsBucketName, teamName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { bucketArn, decryptLake, s3In } from './lake-access';

export interface AnalystProps extends PlatformProps {
  readonly team: ResolvedTeam;
  /** ARN of the key of the results. */
  readonly resultsKey: string;
}

/**
 * What an analyst of a team may do: ask in the team's workgroup, read the table's description, the events of the
 * team's categories, and the team's own results. Not raw logs, in which nothing is masked, nor other teams' results.
 * A category is a folder, which is what S3 can tell apart: within it every row and column can be read. A query whose
 * partitions are not all the team's fails; it does not give fewer rows. The team's view asks for no others.
 */
export function analystStatements(stack: Stack, props: AnalystProps): PolicyStatement[] {
  return [
    ...athena(stack, props),
    describeTables(stack, props, ['*']),
    ...lake(stack, props),
    ...results(stack, props),
  ];
}

function athena(stack: Stack, { platform, team }: AnalystProps): PolicyStatement[] {
  return [askIn(stack, teamName(platform, team.name)), useConsole()];
}

/** Ask in a workgroup, and see what was asked there. */
export function askIn(stack: Stack, workgroup: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'Ask',
    actions: [
      'athena:BatchGetNamedQuery',
      'athena:BatchGetQueryExecution',
      'athena:GetNamedQuery',
      'athena:GetPreparedStatement',
      'athena:GetQueryExecution',
      'athena:GetQueryResults',
      'athena:GetQueryResultsStream',
      'athena:GetQueryRuntimeStatistics',
      'athena:GetWorkGroup',
      'athena:ListNamedQueries',
      'athena:ListPreparedStatements',
      'athena:ListQueryExecutions',
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
    ],
    resources: [stack.formatArn({ service: 'athena', resource: 'workgroup', resourceName: workgroup })],
  });
}

/** What Athena's console lists before anybody chose a workgroup. */
export function useConsole(): PolicyStatement {
  return new PolicyStatement({
    sid: 'Console',
    actions: ['athena:ListDataCatalogs', 'athena:ListEngineVersions', 'athena:ListWorkGroups'],
    resources: ['*'],
  });
}

/** See what tables there are, and how they are made. */
export function describeTables(
  stack: Stack,
  { platform }: PlatformProps,
  tables: readonly string[],
): PolicyStatement {
  const database = databaseName(platform);
  const arn = (resource: string, resourceName?: string) =>
    stack.formatArn({ service: 'glue', resource, ...(resourceName === undefined ? {} : { resourceName }) });
  return new PolicyStatement({
    sid: 'Describe',
    actions: [
      'glue:GetDatabase',
      'glue:GetDatabases',
      'glue:GetTable',
      'glue:GetTables',
      'glue:GetPartitions',
    ],
    resources: [
      arn('catalog'),
      arn('database', database),
      ...tables.map((table) => arn('table', `${database}/${table}`)),
    ],
  });
}

function lake(stack: Stack, props: AnalystProps): PolicyStatement[] {
  const { platform, aws, team } = props;
  const bucket = bucketArn(stack, lakeBucketName(platform, aws));
  const everything = team.categories.length === EVENT_CATEGORIES.length;
  const prefixes = everything
    ? [`${EVENTS_PREFIX}*`]
    : team.categories.map((category) => `${EVENTS_PREFIX}*/event_category=${category}/*`);
  return [
    new PolicyStatement({
      sid: 'ListEvents',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      conditions: { StringLike: { 's3:prefix': prefixes } },
    }),
    new PolicyStatement({
      sid: 'ReadEvents',
      actions: ['s3:GetObject'],
      resources: prefixes.map((prefix) => `${bucket}/${prefix}`),
    }),
    decryptLake(stack, 'DecryptEvents', props),
  ];
}

function results(stack: Stack, props: AnalystProps): PolicyStatement[] {
  const { platform, aws, team, resultsKey } = props;
  const [lakeBucket, bucket] = [
    bucketArn(stack, lakeBucketName(platform, aws)),
    bucketArn(stack, queryResultsBucketName(platform, aws)),
  ];
  return [
    new PolicyStatement({
      sid: 'Locate',
      actions: ['s3:GetBucketLocation'],
      resources: [lakeBucket, bucket],
    }),
    // From which age on Athena leaves objects out.
    new PolicyStatement({
      sid: 'Retention',
      actions: ['s3:GetLifecycleConfiguration'],
      resources: [lakeBucket],
    }),
    new PolicyStatement({
      sid: 'ListResults',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      conditions: { StringLike: { 's3:prefix': [`${team.name}/*`] } },
    }),
    new PolicyStatement({
      sid: 'Results',
      actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      resources: [`${bucket}/${team.name}/*`],
    }),
    new PolicyStatement({
      sid: 'KeepResults',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [resultsKey],
      conditions: { StringEquals: { 'kms:ViaService': s3In(props) } },
    }),
  ];
}
