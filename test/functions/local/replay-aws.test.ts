import { replayAws } from '../../../functions/local/commands/replay-aws';
import { sha256 } from '../../../lib/hash';
import { type IngestContext, ingestMessages } from '../../../lib/ingest/ingest-messages';
import { parseRawUri } from '../../../lib/ingest/raw-object';
import { isObject, list, object, text } from '../../../lib/json';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { contextUnder, created, logOf, RULES } from '../../lib/ingest/replay/support';
import type { Answer, Call } from '../../lib/targets/aws/fake-aws';
import { MemoryStore } from '../../support/memory-store';
import { awsDesk } from './support/aws';

const RAW = 'acme-raw-222222222222-eu-west-1';
const LAKE = 'acme-lake-222222222222-eu-west-1';
const desk = awsDesk();
const trail = (name: string) => `AWSLogs/111111111111/CloudTrail/eu-west-1/2024/08/12/${name}`;
const KEYS = ['a-1', 'b-2', 'c-3', 'd-4', 'e-5'].map(trail);
const STORED = '2024-08-12T10:30:00.000Z';

let store: MemoryStore;
const running: Promise<unknown>[] = [];
let pipeline: { readonly context: IngestContext; readonly told: OcsfEvent[] };

beforeEach(async () => {
  store = await lakeUnder(RULES.before, KEYS);
  pipeline = contextUnder(store, RULES.now, rawLog);
  desk.s3.read = (bucket, key) => (bucket === LAKE ? store.objects.get(key) : undefined);
  desk.s3.objects.push(...KEYS.map((key) => ({ bucket: RAW, key, versionId: 'v1', stored: STORED })));
  running.length = 0;
  desk.aws.on('SendMessageBatch', queue);
  desk.aws.on('GetItem', claim);
});

const rawLog = (rawKey: string) => logOf(`${parseRawUri(rawKey)?.key}?`);

async function lakeUnder(rules: readonly string[], keys: readonly string[]): Promise<MemoryStore> {
  const lake = new MemoryStore();
  const { context } = contextUnder(lake, rules, rawLog);
  // A receive a time, as the queue gives them.
  for (let from = 0; from < keys.length; from += 2) {
    await ingestMessages(
      keys.slice(from, from + 2).map((key) => created(key, RAW)),
      context,
    );
  }
  return lake;
}

/** What was told: claims are asked for, which tells nobody. */
const sent = () => desk.aws.calls.filter(({ operation }) => operation !== 'GetItem');

/** The table, which has the claims of the lake. */
function claim({ input }: Call): Answer {
  const id = text(object(object(input.Key)?.id)?.S) ?? '';
  const holder = store.objects.get(`state/claims/${id}`);
  return holder ? { Item: { id: { S: id }, value: { S: Buffer.from(holder).toString() } } } : {};
}

/** The queue, whose messages the pipeline takes at once. */
function queue({ input }: Call): Answer {
  const messages = list(input.Entries).flatMap((entry) =>
    isObject(entry) ? [{ messageId: text(entry.Id) ?? '', body: text(entry.MessageBody) ?? '' }] : [],
  );
  running.push(ingestMessages(messages, pipeline.context));
  return { Successful: [], Failed: [] };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));
const replay = (more: Partial<Parameters<typeof replayAws>[0]> = {}) =>
  desk.run(() =>
    replayAws(
      {
        config: desk.config(),
        lake: 'lake',
        from: '2024-08-12',
        to: '2024-08-13',
        atOnce: '2',
        target: 'aws',
        ...more,
      },
      soon,
    ),
  );

/** What a lake has for people and engines, once all is done. */
async function visible(lake: MemoryStore): Promise<readonly string[]> {
  await Promise.all(running);
  return [...lake.objects]
    .filter(([key]) => !/^state\/(?:replays|drives|manifests)\//.test(key))
    .map(([key, body]) => `${key} ${sha256(body)}`)
    .sort();
}

describe('kumomori replay --target aws', () => {
  it('has every batch of the range made again, and says what came of it', async () => {
    const { out, err, status } = await replay();

    expect(await visible(store)).toEqual(await visible(await lakeUnder(RULES.now, KEYS)));
    expect(out).toContain('5 raw objects of 50 bytes; 0 that no batch had');
    expect(out).toContain('3 batches made again, 0 unchanged, 0 done before, 0 failed, 0 not heard of');
    expect(out).toContain('10 events, 5 findings, 0 records quarantined');
    expect(err).toMatch(/go on with --resume \d{8}T\d{6}Z-[0-9a-f]{6}\n/);
    expect(status).toBe(0);
    expect(pipeline.told.length).toBeGreaterThan(0);
  });

  it('done again, leaves all as it is', async () => {
    await replay();
    const before = await visible(store);

    const { out } = await replay();

    expect(out).toContain('0 batches made again, 3 unchanged');
    expect(await visible(store)).toEqual(before);
  });

  it('brings objects that no batch had into the lake', async () => {
    store = await lakeUnder(RULES.before, KEYS.slice(0, 4));
    pipeline = contextUnder(store, RULES.now, rawLog);

    const { out } = await replay();

    expect(out).toContain('5 raw objects of 50 bytes; 1 that no batch had: told of to be ingested');
    expect(await visible(store)).toEqual(await visible(await lakeUnder(RULES.now, KEYS)));
  });

  it('sends nothing on a dry run', async () => {
    const { out, status } = await replay({ dryRun: true });

    expect(out).toContain('would make 3 batches again');
    expect(sent()).toEqual([]);
    expect(status).toBe(0);
  });

  it('leaves out batches with archived objects, says how to get them back, and fails', async () => {
    desk.s3.objects.length = 0;
    desk.s3.objects.push(
      ...KEYS.map((key, index) => ({
        bucket: RAW,
        key,
        versionId: 'v1',
        stored: STORED,
        storageClass: index === 4 ? 'DEEP_ARCHIVE' : 'STANDARD',
      })),
    );

    const { out, status } = await replay({ source: 'aws-cloudtrail' });

    expect(out).toContain('2 batches made again');
    expect(out).toContain(
      '1 objects are archived, and 1 batches left out for them: kumomori restore --raw --from 2024-08-12 --to 2024-08-13 --source aws-cloudtrail',
    );
    expect(status).toBe(1);
  });

  it('goes on with one that was interrupted', async () => {
    const { err } = await replay({ json: true });
    const name = /--resume (\S+)/.exec(err)?.[1] ?? '';
    desk.aws.calls.length = 0;

    const { out } = await replay({ json: true, resume: name });

    expect(JSON.parse(out)).toMatchObject({ replay: name, outcomes: { before: 3, driven: 0 } });
    expect(sent()).toEqual([]);
  });

  it('asks for what is stored in the range and of the source, and for nothing else', async () => {
    const { out } = await replay({ from: '2024-08-12T10:31:00Z', dryRun: true });
    const other = await replay({ source: 'aws-vpc-flow', dryRun: true });

    expect(out).toContain('0 raw objects');
    expect(other.out).toContain('0 raw objects');
  });

  it.each([
    [{ from: undefined, to: undefined }, '--from and --to'],
    [{ to: undefined }, 'give both'],
    [{ source: 'azure-activity' }, 'has no raw objects on AWS'],
    [{ source: 'nobody' }, 'no such source; one of'],
    [{ atOnce: '0' }, '--at-once 0'],
    [{ resume: '../x' }, 'no name of a replay'],
    [{ batch: ['b'] }, '--batch is for a lake on this machine'],
  ])('refuses %j', async (more, message) => {
    await expect(replay(more)).rejects.toThrow(message);
    expect(sent()).toEqual([]);
  });
});
