import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import type { KeyValueStore, VersionedValue } from '../../ports/key-value-store';
import { mergeByKey } from './merge-by-key';
import { partitionOf, partitionsOf } from './partitions';

type Item = Record<string, AttributeValue>;

/** Items in an answer to a list of several partitions, which are all in memory at once. */
const PAGE = 100;

/**
 * State in a DynamoDB table: a key's part up to its first slash says the partition, `kind`, or the partitions it is
 * spread over; the rest is the sort key, `id`. Keys without a slash are refused, and so are lists of prefixes without
 * one: they would read the whole table.
 */
export class DynamoKeyValueStore implements KeyValueStore {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async get(key: string): Promise<VersionedValue | undefined> {
    const { Item: item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: keyOf(key), ConsistentRead: true }),
    );
    return item && versioned(parts(key).kind, item);
  }

  async put(key: string, value: string): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.table, Item: itemOf(key, value) }));
  }

  putIfAbsent(key: string, value: string): Promise<boolean> {
    return happened(() =>
      this.client.send(
        new PutItemCommand({
          TableName: this.table,
          Item: itemOf(key, value),
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      ),
    );
  }

  replace(key: string, value: string, version: string): Promise<boolean> {
    return happened(() =>
      this.client.send(
        new PutItemCommand({
          TableName: this.table,
          Item: itemOf(key, value),
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': { S: version } },
        }),
      ),
    );
  }

  remove(key: string, version?: string): Promise<boolean> {
    const condition =
      version === undefined
        ? {}
        : {
            ConditionExpression: 'attribute_not_exists(id) OR version = :version',
            ExpressionAttributeValues: { ':version': { S: version } },
          };
    return happened(() =>
      this.client.send(new DeleteItemCommand({ TableName: this.table, Key: keyOf(key), ...condition })),
    );
  }

  list(prefix: string): AsyncIterable<VersionedValue> {
    const { kind, id } = parts(prefix);
    return mergeByKey(partitionsOf(kind).map((partition) => this.listIn(partition, kind, id)));
  }

  private async *listIn(partition: string, kind: string, id: string): AsyncIterable<VersionedValue> {
    const pages = paginateQuery(
      { client: this.client, pageSize: partition === kind ? undefined : PAGE },
      {
        TableName: this.table,
        ConsistentRead: true,
        KeyConditionExpression: id === '' ? 'kind = :kind' : 'kind = :kind AND begins_with(id, :id)',
        ExpressionAttributeValues: {
          ':kind': { S: partition },
          ...(id === '' ? {} : { ':id': { S: id } }),
        },
      },
    );
    for await (const page of pages) {
      yield* (page.Items ?? []).map((item) => versioned(kind, item));
    }
  }
}

function parts(key: string): { readonly kind: string; readonly id: string } {
  const slash = key.indexOf('/');
  if (slash < 1) {
    throw new Error(`${key}: a key of the state table is <kind>/<id>`);
  }
  return { kind: key.slice(0, slash), id: key.slice(slash + 1) };
}

function keyOf(key: string): Item {
  const { kind, id } = parts(key);
  return { kind: { S: partitionOf(kind, id) }, id: { S: id } };
}

function itemOf(key: string, value: string): Item {
  return { ...keyOf(key), value: { S: value }, version: { S: randomUUID() } };
}

function versioned(kind: string, { id, value, version }: Item): VersionedValue {
  return { key: `${kind}/${id?.S}`, value: value?.S ?? '', version: version?.S ?? '' };
}

/** Whether a conditional write took place. */
async function happened(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return false;
    }
    throw error;
  }
}
