import { type JsonObject, object, text } from '../../../../lib/json';
import type { Answer, FakeAws } from './fake-aws';

const PAGE = 2;

/** Answers the few calls the state table needs from a table in memory; two items a page. */
export function answerDynamo(aws: FakeAws): Map<string, JsonObject> {
  const items = new Map<string, JsonObject>();
  const attribute = (item: unknown, name: string) => text(object(object(item)?.[name])?.S) ?? '';
  const keyOf = (item: unknown) => `${attribute(item, 'kind')}/${attribute(item, 'id')}`;
  /** The three conditions the store writes. */
  const holds = (input: JsonObject, key: string) => {
    const found = items.get(key);
    const version = attribute(input.ExpressionAttributeValues, ':version');
    switch (input.ConditionExpression) {
      case undefined:
        return true;
      case 'attribute_not_exists(id)':
        return found === undefined;
      case 'version = :version':
        return found !== undefined && attribute(found, 'version') === version;
      case 'attribute_not_exists(id) OR version = :version':
        return found === undefined || attribute(found, 'version') === version;
      default:
        throw new Error(`unknown condition ${String(input.ConditionExpression)}`);
    }
  };
  const conditional = (input: JsonObject, key: string, effect: () => void): Answer => {
    if (!holds(input, key)) {
      return {
        status: 400,
        body: { __type: 'com.amazonaws.dynamodb#ConditionalCheckFailedException', message: 'no' },
      };
    }
    effect();
    return {};
  };
  aws.on('GetItem', ({ input }) => {
    const Item = items.get(keyOf(input.Key));
    return Item === undefined ? {} : { Item };
  });
  aws.on('PutItem', ({ input }) =>
    conditional(input, keyOf(input.Item), () => items.set(keyOf(input.Item), object(input.Item) ?? {})),
  );
  aws.on('DeleteItem', ({ input }) =>
    conditional(input, keyOf(input.Key), () => items.delete(keyOf(input.Key))),
  );
  aws.on('Query', ({ input }) => {
    const values = input.ExpressionAttributeValues;
    const prefix = `${attribute(values, ':kind')}/${attribute(values, ':id')}`;
    const after = input.ExclusiveStartKey === undefined ? '' : keyOf(input.ExclusiveStartKey);
    const found = [...items.entries()]
      .filter(([key]) => key.startsWith(prefix) && key > after)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const page = found.slice(0, PAGE).map(([, item]) => item);
    const last = page.at(-1);
    return found.length > PAGE && last
      ? { Items: page, LastEvaluatedKey: { kind: last.kind, id: last.id } }
      : { Items: page };
  });
  return items;
}
