import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CANARY_SOURCE } from '../../health/canary';
import type { CanaryContext, CanaryDoors } from '../../health/canary-round';
import type { CanarySettings } from '../../health/canary-settings';
import { isObject, list, object, text } from '../../json';
import type { Clock } from '../../ports/clock';
import { clientOptions } from './client-options';
import { statusOf } from './http-status';
import { DynamoKeyValueStore } from './key-value-store';
import { openLake } from './open-lake';
import { type SignedPost, signedPost } from './signed-post';

/** Opens what a round of canaries needs of AWS. */
export function openCanary(settings: CanarySettings, clock: Clock): CanaryContext {
  const { home, lake, table, canaries } = settings;
  const s3 = new S3Client(clientOptions(home));
  const dynamo = new DynamoDBClient(clientOptions(home));
  return {
    plans: canaries,
    state: new DynamoKeyValueStore(dynamo, table),
    clock,
    lake: {
      store: openLake(s3, dynamo, { lake, table }),
      storedMicros: (key) => storedMicros(s3, lake, key),
    },
    doors: doorsOf(s3, settings),
  };
}

function doorsOf(s3: S3Client, { home, raw, bus, logs }: CanarySettings): CanaryDoors {
  return {
    object: async (key, body) => {
      const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: raw, Key: key, Body: body }));
      return { bucket: raw, key, versionId: VersionId ?? 'null' };
    },
    event: (detailType, detail) => putEvent(signedPost('events', home), bus, detailType, detail),
    logs: (message) => putRecord(signedPost('kinesis', home), logs, message),
  };
}

/** When an object was stored; undefined when there is none. */
async function storedMicros(s3: S3Client, Bucket: string, Key: string): Promise<number | undefined> {
  try {
    const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return LastModified && LastModified.getTime() * 1000;
  } catch (error) {
    if (statusOf(error) === 404) {
      return undefined;
    }
    throw error;
  }
}

const headersOf = (target: string) => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': target,
});

/** Source: Amazon EventBridge API, PutEvents. */
async function putEvent(post: SignedPost, bus: string, DetailType: string, detail: object): Promise<void> {
  const entry = { EventBusName: bus, Source: CANARY_SOURCE, DetailType, Detail: JSON.stringify(detail) };
  const { status, body } = await post(headersOf('AWSEvents.PutEvents'), JSON.stringify({ Entries: [entry] }));
  const answer: unknown = status === 200 ? JSON.parse(body) : undefined;
  const [first] = isObject(answer) ? list(answer.Entries) : [];
  const code = text(object(first)?.ErrorCode);
  if (status !== 200 || code !== undefined) {
    throw new Error(`bus ${bus} answered ${status}: ${code ?? body.slice(0, 200)}`);
  }
}

/** Source: Amazon Kinesis Data Streams API, PutRecord. */
async function putRecord(post: SignedPost, stream: string, message: Uint8Array): Promise<void> {
  const record = {
    StreamName: stream,
    PartitionKey: CANARY_SOURCE,
    Data: Buffer.from(message).toString('base64'),
  };
  const { status, body } = await post(headersOf('Kinesis_20131202.PutRecord'), JSON.stringify(record));
  if (status !== 200) {
    throw new Error(`stream ${stream} answered ${status}: ${body.slice(0, 200)}`);
  }
}
