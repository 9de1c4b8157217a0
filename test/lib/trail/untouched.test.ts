import {
  BUCKET,
  baseOf,
  deliver,
  deliverLog,
  digestBody,
  digestKey,
  EPOCH,
  HOUR,
  logKey,
  MINUTE,
  makeKey,
  putDigest,
  type TrailPlan,
} from './support/generate-trail';
import { MemoryTrailStore } from './support/memory-trail-store';
import { alarms, all, verify } from './support/verify';
import { makeWorld } from './support/world';

const key = makeKey('aa');
const plan = (more: Partial<TrailPlan> = {}): TrailPlan => ({
  account: '111122223333',
  region: 'us-east-1',
  hours: [2, 0, 3, 1],
  key: () => key,
  ...more,
});
const delivered = (more: Partial<TrailPlan> = {}) => {
  const store = new MemoryTrailStore();
  return { store, digests: deliver(store, plan(more)) };
};

describe('an untouched trail', () => {
  it('is clean, with every digest and log file counted', async () => {
    const { store } = delivered();
    const report = await verify(store, [key]);

    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ bucket: BUCKET, verdict: 'clean' });
    expect(report.trails).toEqual([
      {
        account: '111122223333',
        region: 'us-east-1',
        trail: 'organization_trail',
        homeRegion: 'us-east-1',
        backfill: false,
        chains: [{ from: EPOCH, to: EPOCH + 4 * HOUR, digests: 4 }],
        gaps: [],
        digests: { valid: 4, unproven: 0, altered: 0, missing: 0 },
        logs: { valid: 6, unproven: 0, altered: 0, missing: 0 },
      },
    ]);
  });

  it.each([
    [
      'of a member region of a trail whose home is elsewhere',
      { region: 'eu-west-1', homeRegion: 'us-east-1' },
    ],
    ['of an organization', { organization: 'o-exampleorgid' }],
    ['below a prefix, even one named AWSLogs', { prefix: 'team/AWSLogs' }],
    ['whose name has underscores and looks like a region', { trail: 'a_eu-west-1_b' }],
    ['with empty hours only', { hours: [0, 0, 0] }],
    ['of a single first digest', { hours: [1] }],
  ])('is clean %s', async (_, more) => {
    expect(await verify(delivered(more).store, [key])).toMatchObject({ verdict: 'clean', findings: [] });
  });

  it('is clean where two trails deliver into the same folders', async () => {
    const { store } = delivered();
    deliver(store, plan({ trail: 'second', offset: 25 * MINUTE, hours: [1, 2, 1, 2] }));
    const report = await verify(store, [key]);

    expect(report).toMatchObject({ verdict: 'clean', findings: [] });
    expect(report.trails.map(({ trail, logs }) => [trail, logs.valid])).toEqual([
      ['organization_trail', 6],
      ['second', 6],
    ]);
  });

  it('is clean in any order of listing', async () => {
    const { store, keys } = makeWorld();
    const forward = await verify(store, keys);
    const reversed = new MemoryTrailStore();
    for (const [name, object] of [...store.objects].reverse()) {
      reversed.objects.set(name, object);
    }

    expect(forward.verdict).toBe('clean');
    expect(await verify(reversed, keys)).toEqual(forward);
  });

  it('explains a stop and a restart as two chains and a gap', async () => {
    const { store, digests } = delivered({ hours: [2, 1, 'stop', 'stop', 2, 1] });
    const report = await verify(store, [key]);

    expect(all(report)).toEqual([`trail-restarted ${digests[2]?.key}`]);
    expect(report.verdict).toBe('clean');
    expect(report.trails[0]).toMatchObject({
      chains: [
        { from: EPOCH, to: EPOCH + 2 * HOUR, digests: 2 },
        { from: EPOCH + 4 * HOUR, to: EPOCH + 6 * HOUR, digests: 2 },
      ],
      gaps: [{ from: EPOCH + 2 * HOUR, to: EPOCH + 4 * HOUR, why: 'restarted' }],
    });
  });

  it('calls files after the newest digest recent', async () => {
    const { store } = delivered();
    const log = deliverLog(store, plan(), EPOCH + 4 * HOUR + 10 * MINUTE, 7);
    const report = await verify(store, [key]);

    expect(all(report)).toEqual([`log-not-yet-digested ${log.s3Object}`]);
    expect(report.verdict).toBe('clean');
  });

  it('takes the file that a backfill digest lists', async () => {
    const { store } = delivered();
    const late = deliverLog(store, plan(), EPOCH + 40 * MINUTE, 7);
    const at = digestKey(plan(), EPOCH + HOUR, '_backfill');
    const parts = { key: at, start: EPOCH, end: EPOCH + HOUR, logs: [late], signer: key };
    putDigest(store, at, digestBody(plan(), parts), key);
    const report = await verify(store, [key]);

    expect(report).toMatchObject({ verdict: 'clean', findings: [] });
    expect(report.trails.map(({ backfill, logs }) => [backfill, logs.valid])).toEqual([
      [false, 6],
      [true, 1],
    ]);
  });

  it('needs the metadata of the newest digest of each chain only', async () => {
    const { store, digests } = delivered({ hours: [1, 1, 'stop', 1, 1] });
    for (const { key: name, last } of digests) {
      store.put(name, store.get(name).body, last ? store.get(name).metadata : undefined);
    }

    expect((await verify(store, [key])).verdict).toBe('clean');
  });

  it('proves a digest whose key is no longer known by the hash in the next one', async () => {
    const retired = makeKey('old');
    const { store } = delivered({ hours: [1, 1, 1], key: (hour) => (hour === 0 ? retired : key) });

    expect(alarms(await verify(store, [key]))).toEqual([]);
  });

  it('leaves other logs, folder markers and copies elsewhere alone', async () => {
    const { store, digests } = delivered();
    store.put(`${baseOf(plan())}CloudTrail/`, Buffer.alloc(0));
    store.put('AWSLogs/111122223333/vpcflowlogs/us-east-1/2024/08/12/x.log.gz', Buffer.from('x'));
    store.put('AWSLogs/111122223333/Config/us-east-1/x.json.gz', Buffer.from('x'));
    for (const name of [digests[1]?.key ?? '', digests[0]?.logs[0] ?? '']) {
      store.objects.set(`backup/${name.split('/').at(-1)}`, store.get(name));
    }

    expect(await verify(store, [key])).toMatchObject({ verdict: 'clean', findings: [] });
  });

  it('says that nothing is known of folders no digest lists', async () => {
    const { store } = delivered();
    const insight = logKey(plan(), EPOCH + HOUR, 'i').replaceAll(/CloudTrail(?=[/_])/g, 'CloudTrail-Insight');
    store.put(insight, Buffer.from('x'));
    const report = await verify(store, [key]);

    expect(all(report)).toEqual([`folder-not-digested ${insight}`]);
    expect(report.verdict).toBe('clean');
  });

  it('follows a chain into another bucket no further than its first digest here', async () => {
    const { store } = delivered({ hours: [] });
    const at = digestKey(plan(), EPOCH + HOUR);
    const parts = { key: at, start: EPOCH, end: EPOCH + HOUR, logs: [], signer: key };
    const body = digestBody(plan(), { ...parts, previous: { key: 'x', hash: '00', signature: 'ff' } });
    putDigest(store, at, { ...body, previousDigestS3Bucket: 'older-archive' }, key);

    expect(all(await verify(store, [key]))).toEqual([`previous-elsewhere ${at}`]);
  });
});

describe('a window', () => {
  it('begins a chain where it begins, and looks at nothing before', async () => {
    const { store, digests } = delivered();
    store.objects.delete(digests[0]?.key ?? '');
    for (const log of digests[0]?.logs ?? []) {
      store.objects.delete(log);
    }
    const report = await verify(store, [key], { window: { from: EPOCH + HOUR } });

    expect(report).toMatchObject({ verdict: 'clean', findings: [] });
    expect(report.trails[0]?.digests.valid).toBe(3);
  });

  it('ends with the digest that covers its end', async () => {
    const { store, digests } = delivered();
    store.put(digests[3]?.logs[0] ?? '', Buffer.from('altered'));
    const report = await verify(store, [key], { window: { to: EPOCH + 2 * HOUR + MINUTE } });

    expect(report).toMatchObject({ verdict: 'clean', findings: [] });
    expect(report.trails[0]?.digests.valid).toBe(3);
  });

  it('is expected to be filled to its end', async () => {
    const { store, digests } = delivered();
    const report = await verify(store, [key], { window: { to: EPOCH + 30 * HOUR } });

    expect(alarms(report)).toEqual([`chain-ended ${digests[3]?.key}`]);
    expect(report.verdict).toBe('unproven');
  });

  it('can be one account and region', async () => {
    const { store, keys, digests } = makeWorld();
    for (const { logs } of digests.filter(({ plan: { account } }) => account === '444455556666')) {
      for (const log of logs) {
        store.objects.delete(log);
      }
    }
    const accounts = new Set(['111122223333']);
    const report = await verify(store, keys, { accounts, regions: new Set(['eu-west-1']) });

    expect(report.verdict).toBe('clean');
    expect(report.trails.map(({ account, region }) => `${account} ${region}`)).toEqual([
      '111122223333 eu-west-1',
    ]);
  });
});
