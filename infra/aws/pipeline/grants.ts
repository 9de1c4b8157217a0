import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { partitionsOf } from '../../../lib/targets/aws/partitions';

/** Records of alerts and outbox in the state table, of all that is in it. */
export function alertState(scope: Construct, table: Table, key: IKey): PolicyStatement[] {
  const actions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Query'];
  return stateOf(scope, { sid: 'AlertState', kind: 'alerts', actions, table, key });
}

export interface StateGrant {
  readonly sid: string;
  /** The part of a key before its first slash: see lib/targets/aws/key-value-store.ts. */
  readonly kind: string;
  readonly actions: string[];
  readonly table: ITable;
  readonly key: IKey;
}

/** Records of one kind in the state table, for who has its key already. */
export function recordsOf({ sid, kind, actions, table }: Omit<StateGrant, 'key'>): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions,
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': partitionsOf(kind) } },
  });
}

/** Records of one kind in the state table. */
export function stateOf(scope: Construct, { key, ...records }: StateGrant): PolicyStatement[] {
  return [
    recordsOf(records),
    new PolicyStatement({
      sid: `${records.sid}Key`,
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': viaService(scope, 'dynamodb') } },
    }),
  ];
}

/** Folders of the lake, each with the slash at its end. */
export interface LakeFolders {
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** @default none */
  readonly remove?: readonly string[];
}

/** Places of the lake; listing, too, without which S3 does not say what is missing. */
export function lakeFolders(
  bucket: IBucket,
  key: IKey,
  { read, write, remove = [] }: LakeFolders,
): PolicyStatement[] {
  const objects = (folders: readonly string[]) => folders.map((folder) => bucket.arnForObjects(`${folder}*`));
  const statement = (sid: string, actions: string[], folders: readonly string[]) =>
    folders.length === 0 ? [] : [new PolicyStatement({ sid, actions, resources: objects(folders) })];
  return [
    ...statement('LakeRead', ['s3:GetObject'], read),
    // Large files are written in parts, and a try that fails is taken back.
    ...statement('LakeWrite', ['s3:PutObject', 's3:AbortMultipartUpload'], write),
    ...statement('LakeRemove', ['s3:DeleteObject'], remove),
    new PolicyStatement({ sid: 'LakeList', actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    new PolicyStatement({
      sid: 'LakeKey',
      actions: write.length === 0 ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': viaService(bucket, 's3') } },
    }),
  ];
}

/** Secrets by the names the configuration gives; Secrets Manager adds six characters of its own to each. */
export function secretsNamed(scope: Construct, names: readonly string[]): PolicyStatement[] {
  return names.length === 0
    ? []
    : [
        new PolicyStatement({
          sid: 'Secrets',
          actions: ['secretsmanager:GetSecretValue'],
          resources: [...new Set(names)].sort().map((name) =>
            Stack.of(scope).formatArn({
              service: 'secretsmanager',
              resource: 'secret',
              resourceName: `${name}-??????`,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          ),
        }),
      ];
}

/** The value of kms:ViaService: a service of a region, by default the scope's own, asks for whoever asks it. */
export function viaService(scope: Construct, service: string, region = Stack.of(scope).region): string {
  return `${service}.${region}.${Stack.of(scope).urlSuffix}`;
}
