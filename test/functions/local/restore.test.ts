import { restore } from '../../../functions/local/commands/restore';
import { awsDesk } from './support/aws';

const LAKE = 'acme-lake-222222222222-eu-west-1';
const RAW = 'acme-raw-222222222222-eu-west-1';
const desk = awsDesk();
const at = (hour: string, category: string, name: string) =>
  `events/year=2024/month=08/day=12/hour=${hour}/event_category=${category}/${name}.parquet`;

beforeEach(() => {
  const archived = { bucket: LAKE, storageClass: 'GLACIER', bytes: 1_000_000_000 };
  desk.s3.objects.push(
    { bucket: LAKE, key: at('09', 'auth', 'before'), storageClass: 'GLACIER' },
    { bucket: LAKE, key: at('10', 'auth', 'hot') },
    { ...archived, key: at('10', 'auth', 'a') },
    { ...archived, key: at('10', 'network', 'b') },
    { ...archived, key: at('10', 'network', 'c'), restore: 'coming' },
    { ...archived, key: at('11', 'finding', 'd'), restore: '2024-09-01T00:00:00.000Z' },
    { ...archived, key: at('11', 'application', 'e'), storageClass: 'DEEP_ARCHIVE' },
    { bucket: LAKE, key: at('12', 'auth', 'after'), storageClass: 'GLACIER' },
  );
});

const run = (more: Partial<Parameters<typeof restore>[0]> = {}) =>
  desk.run(() =>
    restore({
      config: desk.config(),
      from: '2024-08-12T10:00:00Z',
      to: '2024-08-12T12:00:00Z',
      days: '7',
      tier: 'bulk',
      ...more,
    }),
  );
const asked = () => [...desk.s3.restores.keys()].map((place) => place.slice(`${LAKE}/events/`.length)).sort();

describe('kumomori restore', () => {
  it('says how much, for how much and how long, and asks for what is archived in those hours', async () => {
    const { out, status } = await run();

    expect(asked().map((place) => place.slice(-'a.parquet?'.length))).toEqual(
      ['e.parquet?', 'a.parquet?', 'b.parquet?'].sort(),
    );
    expect(out).toContain('1 objects can be read, 1 archived ones have a copy, of 1 it is under way');
    expect(out).toMatch(
      /Glacier Flexible Retrieval: 2 objects, 2000000000 bytes, for 7 days: about 0\.01 USD \(us-east-1, \d{4}-\d\d\), 5 to 12 hours \(bulk\)/,
    );
    expect(out).toContain('Glacier Deep Archive: 1 objects');
    expect(out).toContain('asked for 3, under way before 0, refused 0');
    expect(status).toBe(0);
    for (const body of desk.s3.restores.values()) {
      expect(body).toContain('<Days>7</Days>');
      expect(body).toContain('<Tier>Bulk</Tier>');
    }
  });

  it('done again, asks for nothing more', async () => {
    await run();
    desk.s3.restores.clear();

    const { out, status } = await run();

    expect(asked()).toEqual([]);
    expect(out).toContain('of 4 it is under way');
    expect(status).toBe(0);
  });

  it.each([
    [{ dryRun: true }, 'to be restored from Glacier Deep Archive: 1 objects'],
    [
      { status: true },
      '1 can be read, the first until 2024-09-01T00:00:00Z, 1 are on their way, 3 were not asked for',
    ],
  ])('asks for nothing with %j', async (more, text) => {
    const { out, status } = await run(more);

    expect(out).toContain(text);
    expect(asked()).toEqual([]);
    expect(status).toBe(0);
  });

  it('takes the event categories of a source alone', async () => {
    await run({ source: 'aws-vpc-flow', tier: 'standard', days: '1' });

    expect(asked()).toEqual(['year=2024/month=08/day=12/hour=10/event_category=network/b.parquet?']);
    expect([...desk.s3.restores.values()][0]).toContain('<Tier>Standard</Tier>');
  });

  it('names what S3 refuses, goes on with the others, and fails', async () => {
    desk.s3.objects.push({
      bucket: LAKE,
      key: at('10', 'auth', 'refused'),
      storageClass: 'GLACIER',
      refusal: { status: 403, code: 'AccessDenied' },
    });

    const { out, status } = await run();

    expect(out).toContain('asked for 3, under way before 0, refused 1');
    expect(out).toContain(`  ${at('10', 'auth', 'refused')}: AccessDenied of`);
    expect(status).toBe(1);
  });

  it('takes raw objects by the time they were stored, in versions, of the folders of a source', async () => {
    const trail = (day: string, name: string) => `AWSLogs/1/CloudTrail/eu-west-1/${day}/${name}`;
    const raw = { bucket: RAW, storageClass: 'DEEP_ARCHIVE', versionId: 'v1' };
    desk.s3.objects.push(
      { ...raw, key: trail('2024/08/12', 'a'), stored: '2024-08-12T10:05:00.000Z' },
      { ...raw, key: trail('2024/08/12', 'late'), stored: '2024-08-12T12:00:00.000Z' },
      { ...raw, key: 'AWSLogs/1/vpcflowlogs/eu-west-1/2024/08/12/b', stored: '2024-08-12T10:05:00.000Z' },
    );

    const { out } = await run({ raw: true, source: 'aws-cloudtrail', json: true });

    expect([...desk.s3.restores.keys()]).toEqual([`${RAW}/${trail('2024/08/12', 'a')}?v1`]);
    expect(JSON.parse(out)).toMatchObject([
      { place: `s3://${RAW}`, archived: { deep: { none: { objects: 1 } } }, restored: { asked: 1 } },
    ]);
  });

  it.each([
    [{ days: '0' }, '--days 0'],
    [{ days: 'many' }, '--days many'],
    [{ tier: 'expedited' }, '--tier expedited: no such tier'],
    [{ from: 'noon' }, '--from noon: no time'],
    [{ from: '2024-08-13' }, 'must be before'],
    [{ source: 'nobody' }, 'no such source'],
  ])('refuses %j', async (more, message) => {
    await expect(run(more)).rejects.toThrow(message);
    expect(desk.s3.requests).toEqual([]);
  });
});
