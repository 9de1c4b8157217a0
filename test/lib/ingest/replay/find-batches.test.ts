import fc from 'fast-check';
import { collect } from '../../../../lib/enrolment/collect';
import { parseObjectEvent } from '../../../../lib/ingest/object-event';
import { memberOf } from '../../../../lib/ingest/raw-object';
import { findBatches } from '../../../../lib/ingest/replay/find-batches';
import {
  daysOf,
  type RawVersion,
  type RawVersions,
  rawVersionsOf,
} from '../../../../lib/ingest/replay/raw-version';
import type { Listed } from '../../../../lib/ingest/sweep-folders';
import { keys } from '../../../../lib/lake/batch/records';
import { MemoryStore } from '../../../support/memory-store';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const at = (time: string) => Date.parse(time) * 1000;
const trail = (day: string, name: string) => `AWSLogs/1/CloudTrail/eu-west-1/${day}/${name}`;

type Kept = Partial<RawVersion> & Pick<RawVersion, 'key'>;

function bucketOf(objects: readonly Kept[]): RawVersions {
  return {
    bucket: 'raw',
    region: 'eu-west-1',
    root: '',
    async *list(prefix): AsyncIterable<Listed<RawVersion>> {
      const folders = new Set<string>();
      for (const object of objects.filter(({ key }) => key.startsWith(prefix))) {
        const rest = object.key.slice(prefix.length);
        if (rest.includes('/')) {
          folders.add(`${prefix}${rest.slice(0, rest.indexOf('/') + 1)}`);
        } else {
          yield { kind: 'object', bytes: 7, versionId: 'v1', storedMicros: 0, copy: 'none', ...object };
        }
      }
      for (const folder of folders) {
        yield { kind: 'folder', prefix: folder };
      }
    },
  };
}

async function lakeWith(claims: Readonly<Record<string, string>>): Promise<MemoryStore> {
  const lake = new MemoryStore();
  for (const [key, batch] of Object.entries(claims)) {
    const member = memberOf({ bucket: 'raw', key, versionId: 'v1', bytes: 7, storedMicros: 0 });
    await lake.put(keys.claim(member.input), Buffer.from(batch));
  }
  return lake;
}

describe('the batches of a range', () => {
  const range = { from: at('2024-08-12T00:00:00Z'), to: at('2024-08-13T12:00:00Z') };
  const noon = at('2024-08-12T12:00:00Z');
  const objects: readonly Kept[] = [
    { key: trail('2024/08/12', 'a'), storedMicros: noon },
    { key: trail('2024/08/12', 'b'), storedMicros: noon },
    // Later than its folder says: a copy, of a day that is wholly asked for.
    { key: trail('2024/08/12', 'copied'), storedMicros: noon + 90 * DAY },
    { key: trail('2024/08/13', 'copied'), storedMicros: noon + 90 * DAY },
    { key: trail('2024/08/12', 'cold'), storedMicros: noon, archived: 'deep' },
    { key: trail('2024/08/12', 'restored'), storedMicros: noon, archived: 'deep', copy: 'there' },
    { key: trail('2024/08/12', 'free'), storedMicros: noon },
    { key: trail('2024/08/13', 'free'), storedMicros: noon + DAY - HOUR, archived: 'flexible' },
    { key: trail('2024/08/11', 'early'), storedMicros: range.from - 1 },
    { key: 'AWSLogs/1/Config/eu-west-1/2024/8/12/c', storedMicros: noon },
  ];
  const claims = {
    [trail('2024/08/12', 'a')]: 'one',
    [trail('2024/08/12', 'b')]: 'one',
    [trail('2024/08/12', 'copied')]: 'two',
    [trail('2024/08/13', 'copied')]: 'other',
    [trail('2024/08/12', 'cold')]: 'cold',
    [trail('2024/08/12', 'restored')]: 'restored',
    [trail('2024/08/11', 'early')]: 'other',
  };
  const scope = { raw: [bucketOf(objects)], range, folders: ['CloudTrail'] };

  it('are told day by day, without those that wait for archived objects', async () => {
    const found = await collect(findBatches(scope, { lake: await lakeWith(claims) }));

    expect(found.map(({ batches }) => [...batches].sort())).toEqual([['one', 'restored', 'two'], []]);
    expect(found[0]).toMatchObject({
      objects: 6,
      unclaimed: 1,
      archived: { objects: 1, bytes: 7, batches: 1 },
    });
    expect(found[1]).toMatchObject({ objects: 1, unclaimed: 0, archived: { objects: 1, batches: 0 } });
  });

  it('have objects beside them that no batch had: they are told of, as if they had come just now', async () => {
    const told: string[] = [];
    const enqueue = async (bodies: readonly string[]) => void told.push(...bodies);

    await collect(findBatches(scope, { lake: await lakeWith(claims), enqueue }));

    expect(told.map(parseObjectEvent)).toEqual([
      {
        ok: true,
        value: [
          {
            bucket: 'raw',
            key: trail('2024/08/12', 'free'),
            versionId: 'v1',
            bytes: 7,
            storedMicros: noon,
          },
        ],
      },
    ]);
  });
});

describe('the days of a range', () => {
  it('have each object that was stored in it once, and none twice', async () => {
    const day = at('2024-08-12T00:00:00Z');
    const object = fc.record({ stored: fc.nat(6 * 24), folder: fc.integer({ min: -2, max: 1 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(object, { maxLength: 12 }),
        fc.nat(3 * 24),
        fc.integer({ min: 1, max: 3 * 24 }),
        async (made, start, length) => {
          const range = { from: day + start * HOUR, to: day + (start + length) * HOUR };
          const kept = made.map(({ stored, folder }, index): Kept => {
            const storedMicros = day + stored * HOUR;
            const date = new Date((storedMicros + folder * DAY) / 1000).toISOString().slice(0, 10);
            return { key: trail(date.replaceAll('-', '/'), String(index)), storedMicros };
          });
          const seen: string[] = [];
          for (const part of daysOf(range)) {
            for await (const { key } of rawVersionsOf(bucketOf(kept), part, range, ['CloudTrail'])) {
              seen.push(key);
            }
          }

          expect(new Set(seen).size).toBe(seen.length);
          // Services write an object into its own day's folder, or that of the day before.
          const stored = kept.filter(
            ({ key, storedMicros = 0 }, index) =>
              storedMicros >= range.from &&
              storedMicros < range.to &&
              key !== '' &&
              [-1, 0].includes(made[index]?.folder ?? 9),
          );
          expect(stored.filter(({ key }) => !seen.includes(key))).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
