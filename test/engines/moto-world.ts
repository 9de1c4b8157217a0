import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Template } from 'aws-cdk-lib/assertions';
import { isObject, type JsonObject, list, object, text } from '../../lib/json';
import { S3BlobStore } from '../../lib/targets/aws/blob-store';
import { clientOptions } from '../../lib/targets/aws/client-options';
import { signedPost } from '../../lib/targets/aws/signed-post';
import type { Shipment } from '../emulators/support/asset';
import { runShipped } from '../emulators/support/run-shipped';
import { pythonWithPackages } from './python';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const ACCOUNT = '000000000000';
const STREAM = 'acme-events';

/** The pipeline as it is shipped, over moto: S3 with versions, which tells EventBridge, whose rule tells the queue. */
export interface MotoWorld {
  readonly lake: S3BlobStore;
  readonly s3: S3Client;
  putRaw(key: string, body: Uint8Array): Promise<void>;
  run(handler: keyof Shipment['functions'], event: unknown): Promise<unknown>;
  receive(queue: string): Promise<readonly string[]>;
  /** Puts events into the stream, and has Lambda's event of what is in it. */
  stream(events: readonly object[]): Promise<object>;
  close(): Promise<void>;
}

/** Makes what the templates name, the rule on raw objects with the template's own pattern. */
export async function openMoto(shipment: Shipment): Promise<MotoWorld> {
  const { region, raw, lake, queue, alerts, bus, table, template } = shipment;
  const python = pythonWithPackages('moto');
  const server = spawn(python, [join(__dirname, 'moto_server.py')], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, MOTO_ACCOUNT_ID: ACCOUNT },
  });
  const endpoint = `http://127.0.0.1:${await firstLine(server)}`;
  const options = { credentials: CREDENTIALS, endpoint };
  const s3 = new S3Client({ ...clientOptions(region, options), forcePathStyle: true });
  for (const bucket of [raw, lake]) {
    await s3.send(
      new CreateBucketCommand({
        Bucket: bucket,
        CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' },
      }),
    );
  }
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: raw, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: raw,
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    }),
  );
  await createTable(new DynamoDBClient(clientOptions(region, options)), table);
  const json = caller(region, options);
  for (const name of [queue, 'inbox']) {
    await json('sqs', 'AmazonSQS.CreateQueue', { QueueName: name });
  }
  await json('events', 'AWSEvents.PutRule', { Name: 'raw', EventPattern: rawPattern(template) });
  await json('events', 'AWSEvents.PutTargets', {
    Rule: 'raw',
    Targets: [{ Id: 'queue', Arn: `arn:aws:sqs:${region}:${ACCOUNT}:${queue}` }],
  });
  await json('events', 'AWSEvents.CreateEventBus', { Name: bus });
  await json('kinesis', 'Kinesis_20131202.CreateStream', { StreamName: STREAM, ShardCount: 1 });
  const sns = signedPost('sns', region, options);
  const topic = `arn:aws:sns:${region}:${ACCOUNT}:${alerts}`;
  await form(sns, { Action: 'CreateTopic', Name: alerts });
  const inbox = `arn:aws:sqs:${region}:${ACCOUNT}:inbox`;
  await form(sns, { Action: 'Subscribe', TopicArn: topic, Protocol: 'sqs', Endpoint: inbox });
  const environment = {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: endpoint,
  };
  return {
    s3,
    lake: new S3BlobStore(s3, lake),
    putRaw: async (key, Body) => {
      await s3.send(new PutObjectCommand({ Bucket: raw, Key: key, Body }));
    },
    run: async (handler, event) =>
      (await runShipped(process.execPath, shipment, handler, event, environment)).answer,
    stream: (events) => throughStream(json, events),
    receive: (name) => receiveAll(json, `${endpoint}/${ACCOUNT}/${name}`),
    close: async () => {
      s3.destroy();
      server.stdin?.end();
      await new Promise((resolve) => server.once('exit', resolve));
    },
  };
}

/** The pattern by which objects of the raw bucket are told of, as the template has it. */
function rawPattern(template: Template): string {
  const rules = Object.values(template.findResources('AWS::Events::Rule')) as JsonObject[];
  const patterns = rules.map(({ Properties }) => object(object(Properties)?.EventPattern));
  const found = patterns.find((pattern) => list(pattern?.source).includes('aws.s3'));
  if (!found) {
    throw new Error('no rule of the template is on objects of S3');
  }
  return JSON.stringify(found);
}

type Call = (service: string, target: string, input: object) => Promise<JsonObject>;

function caller(region: string, options: Parameters<typeof signedPost>[2]): Call {
  return async (service, target, input) => {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
    const { status, body } = await signedPost(service, region, options)(headers, JSON.stringify(input));
    if (status !== 200) {
      throw new Error(`${target}: ${status} ${body}`);
    }
    return object(JSON.parse(body === '' ? '{}' : body)) ?? {};
  };
}

/** What Lambda reads of a stream, and how it hands it over. */
async function throughStream(json: Call, events: readonly object[]): Promise<object> {
  const kinesis = (operation: string, input: object) =>
    json('kinesis', `Kinesis_20131202.${operation}`, input);
  for (const event of events) {
    const Data = Buffer.from(JSON.stringify(event)).toString('base64');
    await kinesis('PutRecord', { StreamName: STREAM, PartitionKey: 'x', Data });
  }
  const shard = { StreamName: STREAM, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' };
  const { ShardIterator } = await kinesis('GetShardIterator', shard);
  const { Records } = await kinesis('GetRecords', { ShardIterator });
  return {
    Records: list(Records)
      .filter(isObject)
      .map(({ SequenceNumber, Data, ApproximateArrivalTimestamp }) => ({
        eventID: `shardId-000000000000:${text(SequenceNumber)}`,
        kinesis: {
          sequenceNumber: SequenceNumber,
          data: Data,
          approximateArrivalTimestamp: ApproximateArrivalTimestamp,
        },
      })),
  };
}

async function form(post: ReturnType<typeof signedPost>, fields: Record<string, string>): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const { status, body } = await post(
    headers,
    new URLSearchParams({ ...fields, Version: '2010-03-31' }).toString(),
  );
  if (status !== 200) {
    throw new Error(`${fields.Action}: ${status} ${body}`);
  }
}

async function receiveAll(json: Call, QueueUrl: string): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    const answer = await json('sqs', 'AmazonSQS.ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    const messages = list(answer.Messages).filter(isObject);
    if (messages.length === 0) {
      return bodies;
    }
    for (const { Body, ReceiptHandle } of messages) {
      bodies.push(text(Body) ?? '');
      await json('sqs', 'AmazonSQS.DeleteMessage', { QueueUrl, ReceiptHandle });
    }
  }
}

async function createTable(dynamo: DynamoDBClient, table: string): Promise<void> {
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'kind', AttributeType: 'S' },
        { AttributeName: 'id', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'kind', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
    }),
  );
  dynamo.destroy();
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      return line;
    }
  }
  throw new Error('moto ended before it said where it is');
}
