import { gunzipSync, gzipSync } from 'node:zlib';
import { dayStore, daysBetween } from '../../../lib/integrity/day-store';
import { parseTrailSettings } from '../../../lib/integrity/settings';
import { type TrailCheck, type TrailVerdict, verifyAccounts } from '../../../lib/integrity/verify-accounts';
import { indexKeys, parsePublicKeys } from '../../../lib/trail/public-keys';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import {
  BUCKET,
  deliver,
  EPOCH,
  HOUR,
  listPublicKeys,
  makeKey,
  type TrailPlan,
} from '../trail/support/generate-trail';
import { MemoryTrailStore } from '../trail/support/memory-trail-store';

const KEY = makeKey('k1');
const HOURS = 60;
/** Two hours after the last digest. */
const NOW = EPOCH + (HOURS + 2) * HOUR;

const plan = (account: string): TrailPlan => ({
  account,
  region: 'us-east-1',
  organization: 'o-exampleorgid',
  hours: Array.from({ length: HOURS }, (_, hour) => hour % 3),
  key: () => KEY,
});

/** Two and a half days of two accounts' trails, and of a third that has none. */
function world(): { store: MemoryTrailStore; check: TrailCheck; state: MemoryKeyValueStore } {
  const store = new MemoryTrailStore();
  deliver(store, plan('111122223333'));
  deliver(store, plan('444455556666'));
  const keys = parsePublicKeys(listPublicKeys(KEY));
  const state = new MemoryKeyValueStore();
  const check = {
    trail: store,
    state,
    clock: { nowMicros: () => NOW },
    keys: indexKeys(keys.ok ? keys.value : []),
    bucket: BUCKET,
    base: 'AWSLogs/o-exampleorgid/',
    accounts: ['111122223333', '444455556666', '777788889999'],
    regions: ['us-east-1', 'eu-west-1'],
  };
  return { store, check, state };
}

async function run(check: TrailCheck, hasTime = () => true): Promise<TrailVerdict[]> {
  const verdicts = [];
  for await (const verdict of verifyAccounts(check, hasTime)) {
    verdicts.push(verdict);
  }
  return verdicts;
}

/** The newest log file of an account that is old enough to be listed by a digest. */
const lastLog = (store: MemoryTrailStore, account: string) =>
  [...store.objects.keys()].filter((key) => key.includes(`/${account}/CloudTrail/`)).at(-1) ?? '';

describe('verifying the trails of an organization, day by day', () => {
  it('finds nothing where nothing was touched, though the window begins within a chain', async () => {
    const { check } = world();

    const verdicts = await run(check);

    expect(verdicts.map(({ account, verdict }) => [account, verdict])).toEqual([
      ['111122223333', 'clean'],
      ['444455556666', 'clean'],
      ['777788889999', 'absent'],
    ]);
  });

  it('names what was altered, in its account only', async () => {
    const { check, store } = world();
    const key = lastLog(store, '444455556666');
    const text = gunzipSync(store.get(key).body).toString();
    store.put(key, gzipSync(text.replace('eventID', 'eventId')));

    const verdicts = await run(check);

    expect(verdicts[0]).toMatchObject({ verdict: 'clean' });
    expect(verdicts[1]).toMatchObject({
      account: '444455556666',
      verdict: 'tampered',
      details: [expect.stringContaining(key)],
    });
  });

  it('names what was deleted', async () => {
    const { check, store } = world();
    store.objects.delete(lastLog(store, '111122223333'));

    expect((await run(check))[0]).toMatchObject({ verdict: 'tampered' });
  });

  it('goes on where one account cannot be read', async () => {
    const { check, store } = world();
    const list = store.list.bind(store);
    store.list = (prefix: string) => {
      if (prefix.includes('111122223333')) {
        throw new Error('AccessDenied');
      }
      return list(prefix);
    };

    expect((await run(check)).map(({ verdict }) => verdict)).toEqual(['failed', 'clean', 'absent']);
  });

  it('reaches every account in turn when runs are cut short', async () => {
    const { check, state } = world();
    const once = () => {
      let left = 1;
      return () => {
        left -= 1;
        return left >= 0;
      };
    };

    const first = await run(check, once());
    const second = await run(check, once());

    expect(first.map(({ account }) => account)).toEqual(['111122223333']);
    expect(second.map(({ account }) => account)).toEqual(['444455556666']);
    expect([...state.values.keys()]).toEqual(['trail/111122223333', 'trail/444455556666']);
  });
});

describe('a bucket reduced to some days', () => {
  it('lists those days only, whatever part of them is asked for', async () => {
    const { store } = world();
    const reduced = dayStore(store, {
      base: 'AWSLogs/o-exampleorgid/111122223333/',
      regions: ['us-east-1'],
      days: ['2024/08/13'],
    });
    const keys = async (prefix: string) => {
      const found = [];
      for await (const { key } of reduced.list(prefix)) {
        found.push(key);
      }
      return found;
    };

    const all = await keys('');
    const digests = await keys('AWSLogs/o-exampleorgid/111122223333/CloudTrail-Digest/us-east-1/');

    expect(all.length).toBeGreaterThan(digests.length);
    expect(all.every((key) => key.includes('/111122223333/') && key.includes('/us-east-1/2024/08/13/'))).toBe(
      true,
    );
    expect(digests).toHaveLength(24);
  });

  it('names days as their folders are named', () => {
    expect(daysBetween(EPOCH - HOUR, EPOCH + 24 * HOUR)).toEqual(['2024/08/11', '2024/08/12', '2024/08/13']);
  });
});

describe('settings', () => {
  it('are refused where something is missing', () => {
    expect(() => parseTrailSettings('{"table":"t"}')).toThrow('deploy Security/Integrity again');
  });
});
