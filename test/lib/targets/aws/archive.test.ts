import { S3Client } from '@aws-sdk/client-s3';
import { collect } from '../../../../lib/enrolment/collect';
import { s3Archive } from '../../../../lib/targets/aws/archive';
import { clientOptions } from '../../../../lib/targets/aws/client-options';
import { readLakeTiers } from '../../../../lib/targets/aws/lake-tiers';
import { listRawVersions } from '../../../../lib/targets/aws/raw-versions';
import { ArchiveS3 } from './archive-s3';

const server = new ArchiveS3();
let client: S3Client;

beforeAll(async () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  client = new S3Client({
    ...clientOptions('eu-west-1', { endpoint: await server.start(), credentials }),
    maxAttempts: 1,
  });
});
afterAll(() => server.stop());
beforeEach(() => server.clear());

describe('the archived objects of a bucket', () => {
  it('are told from those that can be read, with what there is of a copy, page by page', async () => {
    const until = '2024-09-01T00:00:00.000Z';
    server.objects.push(
      { bucket: 'lake', key: 'events/a', bytes: 1 },
      { bucket: 'lake', key: 'events/b', storageClass: 'INTELLIGENT_TIERING' },
      { bucket: 'lake', key: 'events/c', storageClass: 'GLACIER_IR' },
      { bucket: 'lake', key: 'events/d', storageClass: 'GLACIER' },
      { bucket: 'lake', key: 'events/e', storageClass: 'DEEP_ARCHIVE', restore: 'coming' },
      { bucket: 'lake', key: 'events/f', storageClass: 'GLACIER', restore: until },
      { bucket: 'lake', key: 'state/g', storageClass: 'GLACIER' },
    );

    const listed = await collect(s3Archive(client, 'lake').list('events/'));

    expect(listed.map(({ key, archived, copy }) => [key, archived, copy])).toEqual([
      ['events/a', undefined, 'none'],
      ['events/b', undefined, 'none'],
      ['events/c', undefined, 'none'],
      ['events/d', 'flexible', 'none'],
      ['events/e', 'deep', 'coming'],
      ['events/f', 'flexible', 'there'],
    ]);
    expect(listed[5]?.copyUntilMicros).toBe(Date.parse(until) * 1000);
  });

  it('are asked back for some days, in a tier, by their version', async () => {
    const object = { key: 'AWSLogs/1/a b', versionId: 'v1', bytes: 1, copy: 'none' as const };

    const answer = await s3Archive(client, 'raw').restore(object, 3, 'bulk');

    expect(answer).toBe('asked');
    const [[place, body] = []] = server.restores;
    expect(place).toBe('raw/AWSLogs/1/a b?v1');
    expect(body).toContain('<Days>3</Days>');
    expect(body).toContain('<Tier>Bulk</Tier>');
  });

  it('that are on their way are no mistake; what S3 refuses is told', async () => {
    const refusal = (status: number, code: string) => ({ status, code });
    server.objects.push(
      { bucket: 'lake', key: 'coming', refusal: refusal(409, 'RestoreAlreadyInProgress') },
      { bucket: 'lake', key: 'refused', refusal: refusal(403, 'AccessDenied') },
    );
    const restore = (key: string) =>
      s3Archive(client, 'lake').restore({ key, bytes: 1, copy: 'none' }, 1, 'standard');

    expect(await restore('coming')).toBe('coming');
    await expect(restore('refused')).rejects.toThrow('AccessDenied of refused');
  });
});

describe('a listing of raw versions', () => {
  it('gives folders, and every version for itself', async () => {
    const stored = '2024-08-12T10:05:00.000Z';
    server.objects.push(
      { bucket: 'raw', key: 'AWSLogs/a', versionId: 'v1', stored, bytes: 5 },
      { bucket: 'raw', key: 'AWSLogs/a', versionId: 'v2', stored, storageClass: 'DEEP_ARCHIVE' },
      { bucket: 'raw', key: 'AWSLogs/b', stored },
      { bucket: 'raw', key: 'AWSLogs/1/CloudTrail/c' },
      { bucket: 'raw', key: 'AWSLogs/2/CloudTrail/d' },
      { bucket: 'raw', key: 'AWSLogs/2/CloudTrail/e' },
    );

    const listed = await collect(listRawVersions(client, 'raw', 'AWSLogs/'));

    const storedMicros = Date.parse(stored) * 1000;
    const common = { kind: 'object', storedMicros, copy: 'none' };
    expect(listed).toEqual([
      { ...common, key: 'AWSLogs/a', versionId: 'v1', bytes: 5 },
      { ...common, key: 'AWSLogs/a', versionId: 'v2', bytes: 10, archived: 'deep' },
      // Folders of a page come before its objects.
      { kind: 'folder', prefix: 'AWSLogs/1/' },
      { ...common, key: 'AWSLogs/b', versionId: 'null', bytes: 10 },
      { kind: 'folder', prefix: 'AWSLogs/2/' },
    ]);
  });
});

describe('the tiers of a lake', () => {
  const rule = (prefix: string, inner: string, status = 'Enabled') =>
    `<Rule><ID>r</ID><Filter><Prefix>${prefix}</Prefix></Filter><Status>${status}</Status>${inner}</Rule>`;
  const moves = (days: number, to: string) =>
    `<Transition><Days>${days}</Days><StorageClass>${to}</StorageClass></Transition>`;
  const ends = (days: number) => `<Expiration><Days>${days}</Days></Expiration>`;

  it.each([
    ['nothing at all', '', {}],
    ['Intelligent-Tiering', rule('events/', moves(30, 'INTELLIGENT_TIERING')), {}],
    [
      'an archive',
      rule('events/', moves(400, 'GLACIER') + moves(900, 'DEEP_ARCHIVE')),
      { archivedDays: 400 },
    ],
    ['a rule for the whole bucket', rule('', ends(2555)), { deletedDays: 2555 }],
    ['rules for other folders', rule('quarantine/', ends(7) + moves(1, 'GLACIER')), {}],
    ['a rule that is off', rule('events/', ends(7), 'Disabled'), {}],
  ])('follow from %s', async (_, lifecycle, tiers) => {
    server.lifecycle = lifecycle;

    expect(await readLakeTiers(client, 'lake')).toEqual(tiers);
  });

  it('are not known where they may not be read', async () => {
    const closed = new S3Client({
      ...clientOptions('eu-west-1', { endpoint: 'http://127.0.0.1:9' }),
      maxAttempts: 1,
    });

    expect(await readLakeTiers(closed, 'lake')).toBeUndefined();
  });
});
