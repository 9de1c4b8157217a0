import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { claimsInTable } from '../../ingest/claims-in-table';
import type { BlobStore } from '../../ports/blob-store';
import { S3BlobStore } from './blob-store';
import { DynamoKeyValueStore } from './key-value-store';

/** Where the lake is: its bucket, and the table of the platform's state. */
export interface LakePlace {
  readonly lake: string;
  readonly table: string;
}

/** The lake as everybody has to see it who asks which batch has a raw object. */
export function openLake(s3: S3Client, dynamo: DynamoDBClient, { lake, table }: LakePlace): BlobStore {
  return claimsInTable(new S3BlobStore(s3, lake), new DynamoKeyValueStore(dynamo, table));
}
