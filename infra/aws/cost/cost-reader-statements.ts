import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ACCOUNTS_KEY } from '../../../lib/cost/accounts-table';
import { CUR_PREFIX } from '../../../lib/cost/cur';
import {
  costBucketName,
  costName,
  costReaderName,
  lakeBucketName,
  queryResultsBucketName,
} from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { askIn, describeTables, useConsole } from '../query/analyst-statements';
import { bucketArn, decryptLake, s3In } from '../query/lake-access';
import { RESULTS_FOLDER } from './cost-workgroup';

export interface CostReaderStatementsProps extends PlatformProps {
  /** Names of the tables and views of the bill. */
  readonly tables: readonly string[];
  /** ARN of the key of the bill and of results. */
  readonly key: string;
}

/**
 * What whoever reads the bill may do: ask in the workgroup of the bill, read the bill, the one object of the lake that
 * says which account is whose, and the results. No events, and no results of teams.
 */
export function costReaderStatements(stack: Stack, props: CostReaderStatementsProps): PolicyStatement[] {
  const { platform, aws } = props;
  const cost = bucketArn(stack, costBucketName(platform, aws));
  const lake = bucketArn(stack, lakeBucketName(platform, aws));
  const results = bucketArn(stack, queryResultsBucketName(platform, aws));
  const data = `${CUR_PREFIX}/${costName(platform)}/data/*`;
  const list = (sid: string, bucket: string, prefix: string) =>
    new PolicyStatement({
      sid,
      actions: ['s3:ListBucket'],
      resources: [bucket],
      conditions: { StringLike: { 's3:prefix': [prefix] } },
    });
  return [
    askIn(stack, costReaderName(platform)),
    useConsole(),
    describeTables(stack, props, props.tables),
    new PolicyStatement({
      sid: 'Locate',
      actions: ['s3:GetBucketLocation'],
      resources: [cost, lake, results],
    }),
    list('ListBill', cost, data),
    list('ListAccounts', lake, `${ACCOUNTS_KEY.slice(0, ACCOUNTS_KEY.lastIndexOf('/'))}/*`),
    list('ListResults', results, `${RESULTS_FOLDER}*`),
    new PolicyStatement({
      sid: 'ReadBill',
      actions: ['s3:GetObject'],
      resources: [`${cost}/${data}`, `${lake}/${ACCOUNTS_KEY}`],
    }),
    decryptLake(stack, 'DecryptAccounts', props),
    new PolicyStatement({
      sid: 'Results',
      actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      resources: [`${results}/${RESULTS_FOLDER}*`],
    }),
    new PolicyStatement({
      sid: 'BillKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [props.key],
      conditions: { StringEquals: { 'kms:ViaService': s3In(props) } },
    }),
  ];
}
