import { parseObjectEvent } from '../../../lib/ingest/object-event';
import { memberOf } from '../../../lib/ingest/raw-object';
import { type RawListing, reconcile } from '../../../lib/ingest/reconcile';
import { type Listed, sweepFolders } from '../../../lib/ingest/sweep-folders';
import { SWEPT_PREFIX } from '../../../lib/ingest/sweep-note';
import { keys } from '../../../lib/lake/batch/records';
import { MemoryStore } from '../../support/memory-store';

const HOUR = 3_600_000_000;
/** 2024-08-12T12:00:00Z. */
const NOON = Date.UTC(2024, 7, 12, 12) * 1000;
const trail = (account: string, day: string, name: string) =>
  `AWSLogs/${account}/CloudTrail/eu-west-1/${day}/${name}.json.gz`;

/** A bucket: when each key was stored, and what was listed of it. */
function bucketOf(stored: Readonly<Record<string, number>>) {
  const listed: string[] = [];
  const raw: RawListing = {
    bucket: 'raw',
    root: '',
    folders: ['CloudTrail', 'CloudWatchLogs'],
    version: async (key) => (key.includes('deleted') ? undefined : 'v1'),
    async *list(prefix): AsyncIterable<Listed> {
      listed.push(prefix);
      const folders = new Set<string>();
      for (const [key, storedMicros] of Object.entries(stored)) {
        const rest = key.startsWith(prefix) ? key.slice(prefix.length) : '';
        if (rest.includes('/')) {
          folders.add(`${prefix}${rest.slice(0, rest.indexOf('/') + 1)}`);
        } else if (rest !== '') {
          yield { kind: 'object', key, bytes: 7, storedMicros };
        }
      }
      for (const folder of folders) {
        yield { kind: 'folder', prefix: folder };
      }
    },
  };
  return { raw, listed };
}

function contextOf(lake: MemoryStore, nowMicros: number) {
  const told: string[] = [];
  const clock = { nowMicros: () => nowMicros };
  const enqueue = async (bodies: readonly string[]) => {
    for (const body of bodies) {
      const objects = parseObjectEvent(body);
      told.push(...(objects.ok ? objects.value.map(({ key, versionId }) => `${key} ${versionId}`) : [body]));
    }
  };
  return { context: { lake, clock, enqueue }, told };
}

describe('the sweep', () => {
  it('tells of what no batch has claimed, and of nothing else', async () => {
    const lake = new MemoryStore();
    const claimed = trail('1', '2024/08/12', 'claimed');
    const { raw } = bucketOf({
      [claimed]: NOON - HOUR,
      [trail('1', '2024/08/12', 'missed')]: NOON - HOUR,
      [trail('2', '2024/08/11', 'late')]: NOON - 2 * HOUR,
      [trail('1', '2024/08/12', 'deleted')]: NOON - HOUR,
      [trail('1', '2024/08/12', 'fresh')]: NOON - HOUR / 10,
      'CloudWatchLogs/eu-west-1/2024/08/12/11/group.gz': NOON - HOUR,
      'AWSLogs/1/Config/eu-west-1/2024/8/12/snapshot.json.gz': NOON - HOUR,
    });
    const claim = memberOf({ bucket: 'raw', key: claimed, versionId: 'v1', bytes: 7, storedMicros: 0 });
    await lake.put(keys.claim(claim.input), Buffer.from('batch'));
    const { context, told } = contextOf(lake, NOON);

    const swept = await reconcile(raw, context);

    expect(told.sort()).toEqual([
      `${trail('1', '2024/08/12', 'missed')} v1`,
      `${trail('2', '2024/08/11', 'late')} v1`,
      'CloudWatchLogs/eu-west-1/2024/08/12/11/group.gz v1',
    ]);
    expect(swept).toEqual({ seen: 5, missed: 3 });
  });

  it('leaves a note of the batches that have what it saw, and of what none has', async () => {
    const lake = new MemoryStore();
    const [claimed, missed] = [trail('1', '2024/08/12', 'claimed'), trail('1', '2024/08/12', 'missed')];
    const { raw } = bucketOf({ [claimed]: NOON - HOUR, [missed]: NOON - HOUR });
    const inputOf = (key: string) =>
      memberOf({ bucket: 'raw', key, versionId: 'v1', bytes: 7, storedMicros: 0 }).input;
    await lake.put(keys.claim(inputOf(claimed)), Buffer.from('batch'));

    await reconcile(raw, contextOf(lake, NOON).context);

    const [note] = [...lake.objects].filter(([key]) => key.startsWith(SWEPT_PREFIX));
    expect(note?.[0]).toBe('state/reconcile/swept/20240812T114500000Z-raw.json');
    expect(JSON.parse(Buffer.from(note?.[1] ?? []).toString())).toEqual({
      bucket: 'raw',
      untilMicros: NOON - HOUR / 4,
      batches: ['batch'],
      unclaimed: [{ key: missed, input: inputOf(missed) }],
    });
  });

  it('begins where the last one ended', async () => {
    const lake = new MemoryStore();
    const { raw } = bucketOf({
      [trail('1', '2024/08/12', 'before')]: NOON - 4 * HOUR,
      [trail('1', '2024/08/12', 'after')]: NOON + HOUR / 2,
    });
    await reconcile(raw, contextOf(lake, NOON).context);
    const { context, told } = contextOf(lake, NOON + HOUR);

    await reconcile(raw, context);

    expect(told).toEqual([`${trail('1', '2024/08/12', 'after')} v1`]);
  });

  it('does the same again when it did not end', async () => {
    const lake = new MemoryStore();
    const { raw } = bucketOf({ [trail('1', '2024/08/12', 'missed')]: NOON - HOUR });
    const failing = {
      ...contextOf(lake, NOON).context,
      enqueue: () => Promise.reject(new Error('no queue')),
    };
    await expect(reconcile(raw, failing)).rejects.toThrow('no queue');
    const { context, told } = contextOf(lake, NOON + HOUR);

    await reconcile(raw, context);

    expect(told).toHaveLength(1);
  });

  it('enters folders of the days it looks at alone, with zeros and without', async () => {
    const { raw, listed } = bucketOf({
      [trail('1', '2019/01/01', 'old')]: 0,
      [trail('1', '2024/08/12', 'new')]: NOON,
      'AWSLogs/1/Config/eu-west-1/2024/8/12/snapshot.json.gz': NOON,
    });
    const found: string[] = [];

    for await (const { key } of sweepFolders(raw.list, '', { from: NOON - HOUR, to: NOON + HOUR })) {
      found.push(key);
    }

    expect(found).toHaveLength(2);
    expect(listed.filter((prefix) => /\/2019/.test(prefix))).toEqual([]);
    expect(listed.filter((prefix) => prefix.includes('/CloudTrail/eu-west-1/'))).toEqual([
      'AWSLogs/1/CloudTrail/eu-west-1/',
      'AWSLogs/1/CloudTrail/eu-west-1/2024/8/11/',
      'AWSLogs/1/CloudTrail/eu-west-1/2024/08/11/',
      'AWSLogs/1/CloudTrail/eu-west-1/2024/8/12/',
      'AWSLogs/1/CloudTrail/eu-west-1/2024/08/12/',
    ]);
  });
});
