import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions } from '../../../../lib/targets/aws/client-options';
import { DynamoKeyValueStore } from '../../../../lib/targets/aws/key-value-store';
import { FakeAws } from './fake-aws';
import { answerDynamo } from './fake-dynamo';

const aws = new FakeAws();
let store: DynamoKeyValueStore;

beforeAll(async () => {
  const endpoint = await aws.start();
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  store = new DynamoKeyValueStore(
    new DynamoDBClient(clientOptions('eu-west-1', { credentials, endpoint })),
    'state',
  );
});
afterAll(() => aws.stop());
beforeEach(() => {
  answerDynamo(aws);
});

describe('state in DynamoDB', () => {
  it('gives back what was put, and nothing for what was not', async () => {
    await store.put('enrolment/111', 'one');

    expect(await store.get('enrolment/111')).toMatchObject({ key: 'enrolment/111', value: 'one' });
    expect(await store.get('enrolment/222')).toBeUndefined();
  });

  it('creates a key once', async () => {
    expect(await store.putIfAbsent('enrolment/111', 'first')).toBe(true);
    expect(await store.putIfAbsent('enrolment/111', 'second')).toBe(false);
    expect(await store.get('enrolment/111')).toMatchObject({ value: 'first' });
  });

  it('replaces only the version that was read', async () => {
    await store.put('enrolment/111', 'one');
    const read = await store.get('enrolment/111');
    await store.put('enrolment/111', 'two');

    expect(await store.replace('enrolment/111', 'three', read?.version ?? '')).toBe(false);
    const again = await store.get('enrolment/111');
    expect(await store.replace('enrolment/111', 'three', again?.version ?? '')).toBe(true);
    expect(await store.get('enrolment/111')).toMatchObject({ value: 'three' });
  });

  it('removes only the version that was read, and a missing key without complaint', async () => {
    await store.put('enrolment/111', 'one');

    expect(await store.remove('enrolment/111', 'another')).toBe(false);
    expect(await store.remove('enrolment/111')).toBe(true);
    expect(await store.remove('enrolment/111', 'any')).toBe(true);
  });

  it('lists keys by prefix over pages, in order', async () => {
    for (const key of ['enrolment/3', 'enrolment/1', 'other/1', 'enrolment/2', 'enrolment/11']) {
      await store.put(key, key);
    }

    const keys = async (prefix: string) => {
      const found = [];
      for await (const { key } of store.list(prefix)) {
        found.push(key);
      }
      return found;
    };

    expect(await keys('enrolment/')).toEqual(['enrolment/1', 'enrolment/11', 'enrolment/2', 'enrolment/3']);
    expect(await keys('enrolment/1')).toEqual(['enrolment/1', 'enrolment/11']);
  });

  it('refuses a key that names no kind', async () => {
    await expect(store.put('enrolment', '')).rejects.toThrow('a key of the state table is <kind>/<id>');
  });
});
