import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { keys } from '../../../../lib/alerts/records';
import { sha256 } from '../../../../lib/hash';
import type { JsonObject } from '../../../../lib/json';
import type { KeyValueStore } from '../../../../lib/ports/key-value-store';
import { clientOptions } from '../../../../lib/targets/aws/client-options';
import { DynamoKeyValueStore } from '../../../../lib/targets/aws/key-value-store';
import { LocalKeyValueStore } from '../../../../lib/targets/local/key-value-store';
import { times } from '../../../support/effort';
import { MemoryKeyValueStore } from '../../../support/memory-key-value-store';
import { FakeAws } from './fake-aws';
import { answerDynamo } from './fake-dynamo';

const aws = new FakeAws();
let store: DynamoKeyValueStore;
let items: Map<string, JsonObject>;

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
  items = answerDynamo(aws);
});

async function keysIn(state: KeyValueStore, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of state.list(prefix)) {
    found.push(key);
  }
  return found;
}

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

    expect(await keysIn(store, 'enrolment/')).toEqual([
      'enrolment/1',
      'enrolment/11',
      'enrolment/2',
      'enrolment/3',
    ]);
    expect(await keysIn(store, 'enrolment/1')).toEqual(['enrolment/1', 'enrolment/11']);
  });

  it('refuses a key that names no kind', async () => {
    await expect(store.put('enrolment', '')).rejects.toThrow('a key of the state table is <kind>/<id>');
  });
});

const uid = (seed: number) => sha256(String(seed)).slice(0, 32);
const someKey = fc.oneof(
  fc.nat(9).chain((day) => fc.nat(255).map((shard) => keys.fates(`2024-08-1${day}`, shard.toString(16)))),
  fc.nat(999).map((seed) => keys.alert(uid(seed))),
  fc.nat(999).map((seed) => keys.dueMessage(uid(seed))),
  fc.nat(9).map((period) => keys.heldMessage('shop/chat', period, uid(period))),
);
const PREFIXES = ['alerts/', keys.allFates, keys.fates('2024-08-11', ''), keys.alerts, keys.due, keys.held];

describe('the state of alerts in DynamoDB', () => {
  it('is spread over sixteen partitions, none of which takes many more writes than another', async () => {
    for (let seed = 0; seed < 400; seed++) {
      await store.put(keys.alert(uid(seed)), '{}');
    }

    const written = new Map<string, number>();
    for (const key of items.keys()) {
      const partition = key.split('/', 1)[0] ?? '';
      written.set(partition, (written.get(partition) ?? 0) + 1);
    }
    expect([...written.keys()].sort()).toEqual([...'0123456789abcdef'].map((digit) => `alerts-${digit}`));
    expect(Math.max(...written.values())).toBeLessThan(60);
  });

  it('lists as a folder and a memory do, whatever was put and removed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(someKey, fc.boolean()), { maxLength: 40 }), async (steps) => {
        items.clear();
        const folder = mkdtempSync(join(tmpdir(), 'kumomori-state-'));
        const stores = [store, new LocalKeyValueStore(folder), new MemoryKeyValueStore()];
        for (const state of stores) {
          for (const [key, isPut] of steps) {
            await (isPut ? state.put(key, key) : state.remove(key));
          }
        }

        for (const prefix of PREFIXES) {
          const [listed, ...others] = await Promise.all(stores.map((state) => keysIn(state, prefix)));
          expect(others).toEqual([listed, listed]);
          expect(listed).toEqual([...(listed ?? [])].sort());
        }
        rmSync(folder, { recursive: true });
      }),
      { numRuns: times(15) },
    );
  });

  it('reads no more of a list than somebody asks for', async () => {
    for (let seed = 0; seed < 200; seed++) {
      await store.put(keys.dueMessage(uid(seed)), '{}');
    }
    aws.calls.length = 0;

    for await (const { key } of store.list(keys.due)) {
      expect(key).toBe([...Array(200).keys()].map((seed) => keys.dueMessage(uid(seed))).sort()[0]);
      break;
    }

    expect(aws.inputs('Query')).toHaveLength(16);
  });
});
