import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { isObject, list, object, text } from '../../../lib/json';
import { S3BlobStore } from '../../../lib/targets/aws/blob-store';
import { clientOptions } from '../../../lib/targets/aws/client-options';
import { signedPost } from '../../../lib/targets/aws/signed-post';
import type { Shipment } from './asset';
import { Gate, type Kill } from './gate';
import { PACKAGE } from './needs';
import { runShipped } from './run-shipped';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const INBOX = 'inbox';

/** The pipeline as it is shipped, over emulators of what it needs of AWS. */
export interface World {
  readonly shipment: Shipment;
  /** Before S3, SQS and SNS. */
  readonly gate: Gate;
  /** Before DynamoDB. */
  readonly tableGate: Gate;
  readonly lake: S3BlobStore;
  readonly s3: S3Client;
  putRaw(key: string, body: Uint8Array): Promise<void>;
  /** Runs a handler in a process of its own, from an empty folder; its answer, or undefined when it was killed. */
  run(handler: keyof Shipment['functions'], event: unknown, kill?: Omit<Kill, 'kill'>): Promise<unknown>;
  /** Takes what was published to the alerts' topic, and what waits in the queue of raw objects. */
  receive(queue: 'inbox' | 'ingest'): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openWorld(node: string, shipment: Shipment): Promise<World> {
  const { region, raw, lake, queue, alerts, operations } = shipment;
  const servers = spawn(node, [join(PACKAGE, 'support', 'servers.mjs'), JSON.stringify(begin(shipment))], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ports = await firstLine(servers);
  const gate = new Gate(Number(ports.fauxqs));
  const aws = `http://127.0.0.1:${await gate.open()}`;
  const tableGate = new Gate(Number(ports.dynamo));
  const dynamo = `http://127.0.0.1:${await tableGate.open()}`;
  const options = { credentials: CREDENTIALS, endpoint: aws };
  const s3 = new S3Client(clientOptions(region, options));
  await createTable(new DynamoDBClient(clientOptions(region, { ...options, endpoint: dynamo })), shipment);
  const post = signedPost('sqs', region, options);
  const environment = {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: aws,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo,
  };
  return {
    shipment,
    gate,
    tableGate,
    s3,
    lake: new S3BlobStore(s3, lake),
    putRaw: async (key, Body) => {
      await s3.send(new PutObjectCommand({ Bucket: raw, Key: key, Body }));
    },
    run: (handler, event, kill) =>
      runHandler(node, shipment, handler, event, { environment, gates: [gate, tableGate], kill }),
    receive: (name) => receiveAll(post, `${aws}/000000000000/${name === 'inbox' ? INBOX : queue}`),
    close: async () => {
      s3.destroy();
      gate.close();
      tableGate.close();
      servers.stdin?.end();
      await new Promise((resolve) => servers.once('exit', resolve));
    },
  };

  function begin({ region }: Shipment): object {
    return {
      region,
      buckets: [raw, lake],
      queues: [{ name: queue }, { name: INBOX }],
      topics: [{ name: alerts }, { name: operations }],
      subscriptions: [{ topic: alerts, queue: INBOX }],
    };
  }
}

async function runHandler(
  node: string,
  shipment: Shipment,
  handler: keyof Shipment['functions'],
  event: unknown,
  {
    environment,
    gates,
    kill,
  }: {
    environment: Record<string, string>;
    gates: readonly Gate[];
    kill: Omit<Kill, 'kill'> | undefined;
  },
): Promise<unknown> {
  const { answer } = await runShipped(node, shipment, handler, event, environment, (child) => {
    for (const gate of gates) {
      gate.kill = kill && { ...kill, kill: () => child.kill('SIGKILL') };
    }
  });
  for (const gate of gates) {
    gate.kill = undefined;
  }
  return answer;
}

async function receiveAll(post: ReturnType<typeof signedPost>, queueUrl: string): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { body } = await call(post, 'ReceiveMessage', { QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
    const messages = list(body.Messages).filter(isObject);
    if (messages.length === 0) {
      return bodies;
    }
    for (const message of messages) {
      bodies.push(text(message.Body) ?? '');
      await call(post, 'DeleteMessage', { QueueUrl: queueUrl, ReceiptHandle: text(message.ReceiptHandle) });
    }
  }
}

async function call(post: ReturnType<typeof signedPost>, operation: string, input: object) {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AmazonSQS.${operation}`,
  };
  const answer = await post(headers, JSON.stringify(input));
  if (answer.status !== 200) {
    throw new Error(`${operation}: ${answer.status} ${answer.body}`);
  }
  return { body: object(JSON.parse(answer.body === '' ? '{}' : answer.body)) ?? {} };
}

async function createTable(dynamo: DynamoDBClient, { table }: Shipment): Promise<void> {
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

async function firstLine(child: ChildProcess): Promise<Record<string, unknown>> {
  if (!child.stdout) {
    throw new Error('the emulators have no output');
  }
  for await (const line of createInterface({ input: child.stdout })) {
    return JSON.parse(line) as Record<string, unknown>;
  }
  throw new Error('the emulators ended before they said where they are');
}
