import { generateKeyPairSync } from 'node:crypto';
import { publishRules } from '../../../functions/local/commands/rules-publish';
import { rollBackRules } from '../../../functions/local/commands/rules-rollback';
import { rulesStatus } from '../../../functions/local/commands/rules-status';
import { placeKeys } from '../../../lib/rules/bundle-place';
import { fetchBundle } from '../../../lib/rules/fetch-bundle';
import type { Pointer } from '../../../lib/rules/pointer';
import { AWS } from '../../lib/config/support';
import { Bucket, flipped } from '../../lib/rules/published-support';
import { FakeAws } from '../../lib/targets/aws/fake-aws';
import { scratchFolder, write } from './support/cli';

const own = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const bucket = new Bucket();
const aws = new FakeAws();
const before = { ...process.env };
const folder = scratchFolder();
let printed: string;

beforeAll(async () => {
  process.env.AWS_ENDPOINT_URL = await aws.start();
  process.env.AWS_ENDPOINT_URL_S3 = await bucket.start();
  process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
});
afterAll(async () => {
  process.env = before;
  await aws.stop();
  await bucket.stop();
});
beforeEach(() => {
  bucket.s3.objects.clear();
  aws.answers.clear();
  aws.calls.length = 0;
  printed = '';
  process.exitCode = undefined;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

const rule = (level: string) =>
  `title: Bucket deleted
id: 00000000-0000-4000-8000-000000000001
logsource: { product: aws, service: cloudtrail }
detection:
  s: { eventName: DeleteBucket }
  condition: s
level: ${level}
`;

/** A configuration that trusts the own key; `more` adds sections. */
function config(more = ''): string {
  const pem = own.publicKey
    .export({ type: 'spki', format: 'pem' })
    .toString()
    .trim()
    .replaceAll('\n', '\n        ');
  const keys = `detections:\n  bundle:\n    keys:\n      - |\n        ${pem}\n`;
  return write(
    folder(),
    'platform.yaml',
    `version: 1\nname: acme\nlifecycle: trial\nvolume: startup\n${more === '' ? keys : more}${AWS}`,
  );
}

const keyFile = (pair = own) =>
  write(folder(), 'rules.key', pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());

function publish(level = 'low', more: Partial<Parameters<typeof publishRules>[1]> = {}) {
  write(folder(), 'rules/rule.yml', rule(level));
  return publishRules([`${folder()}/rules`], {
    target: 'aws',
    ...more,
    key: more.key ?? keyFile(),
    config: more.config ?? config(),
  });
}
const pointer = () => JSON.parse(bucket.pointer.toString()) as Pointer & { readonly key_id: string };

describe('kumomori rules publish --target aws', () => {
  it('puts rules in force in the bucket of the platform', async () => {
    await publish();

    expect(printed).toBe(`acme-bundles-222222222222-ap-northeast-1: 1 files, version ${pointer().version}\n`);
    expect([...bucket.s3.objects.keys()].sort()).toEqual(
      [placeKeys.files(pointer().version), placeKeys.manifest(pointer().version), placeKeys.pointer].sort(),
    );
  });

  it('takes with it the reference data that the configuration names', async () => {
    const keys = `detections: { suppressions: ours.yml, bundle: { keys: [${publicBase64()}] } }\n`;
    write(folder(), 'people.csv', 'user,department\nalice,it\n');
    write(folder(), 'ours.yml', 'suppressions: []\n');
    await publish('low', { config: config(`${keys}enrichment: { users: people.csv }\n`) });
    const content = await fetchBundle(bucket.place(), pointer().version);

    expect(content.ok && content.value.reference.map(({ role, name }) => [role, name])).toEqual([
      ['suppressions', 'suppressions.yml'],
      ['users', 'users.csv'],
    ]);
  });

  it.each([
    ['a name that functions do not know', 'notes.txt', 'x', 'is no reference data that functions know'],
    ['a directory that cannot be read', 'users.csv', 'department\nit\n', 'users.csv:1'],
    ['suppressions that cannot be read', 'suppressions.yaml', 'suppressions: 1', 'suppressions.yaml:1'],
    ['a geo database that is none', 'x.mmdb', 'x', 'no MaxMind DB'],
  ])('publishes nothing with %s', async (_case, name, text, problem) => {
    const reference = [write(folder(), name, text)];

    await expect(publish('low', { reference })).rejects.toThrow(problem);
    expect(bucket.s3.objects.size).toBe(0);
  });

  it('says what to configure for a key that functions do not trust', async () => {
    await expect(publish('low', { key: keyFile(stranger) })).rejects.toThrow(
      /functions would refuse what key [0-9a-f]{16} signs; .* deploy: MCowBQYDK2Vw/,
    );
  });

  it.each([['without detections.bundle', `query: {}\n`, 'detections.bundle is not configured']])(
    'is refused %s',
    async (_case, text, problem) => {
      await expect(publish('low', { config: config(text) })).rejects.toThrow(problem);
    },
  );

  it('asks for one place to publish to', async () => {
    await expect(publish('low', { target: undefined })).rejects.toThrow('--out DIR, or --target aws');
    await expect(publish('low', { out: folder() })).rejects.toThrow('--out DIR, or --target aws');
  });
});

describe('kumomori rules rollback', () => {
  it('puts the version before in force again', async () => {
    await publish('low');
    const first = pointer();
    await publish('high');
    await rollBackRules({ config: config(), key: keyFile() });

    expect(pointer()).toMatchObject({ version: first.version, earlier: [] });
    expect(pointer().sequence).toBeGreaterThan(first.sequence);
    expect(printed).toContain(`back to version ${first.version}`);
  });

  it('says why it cannot', async () => {
    await publish('low');

    await expect(rollBackRules({ config: config(), key: keyFile() })).rejects.toThrow(
      'an earlier version: was not in force before',
    );
  });
});

describe('kumomori rules status', () => {
  const tell = (handler: string, low: number, high: number) =>
    aws.on('GetMetricStatistics', ({ input }) =>
      input['Dimensions.member.1.Value'] === handler
        ? `<member><Minimum>${low}.0</Minimum><Maximum>${high}</Maximum></member>`
        : '<Datapoints/>',
    );

  it('says what is in force, what was before, and that functions use it', async () => {
    await publish('low');
    const earlier = pointer().version;
    await publish('high');
    tell('normalize', pointer().sequence, pointer().sequence);
    printed = '';
    await rulesStatus({ config: config() });

    expect(printed.split('\n').slice(0, 4)).toEqual([
      expect.stringContaining(`version ${pointer().version}, published 20`),
      `  before: ${earlier}`,
      'normalize: current',
      'detect: nothing told of late: it had nothing to do, or is not deployed',
    ]);
    expect(aws.inputs('GetMetricStatistics')[0]).toMatchObject({
      Namespace: 'acme',
      MetricName: 'BundleSequence',
    });
  });

  it('says when some still use what was deployed', async () => {
    await publish('low');
    tell('normalize', 0, pointer().sequence);
    printed = '';
    await rulesStatus({ config: config(), json: true });

    expect(JSON.parse(printed)).toMatchObject({
      version: pointer().version,
      functions: expect.arrayContaining([{ handler: 'normalize', uses: 'deployed to current' }]),
    });
  });

  it('fails where the pointer is not signed, and goes on where CloudWatch lets nobody ask', async () => {
    await publish('low');
    bucket.pointer = flipped(bucket.pointer, 300);
    aws.on('GetMetricStatistics', {
      status: 403,
      body: '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>',
    });
    printed = '';
    await rulesStatus({ config: config() });

    expect(printed).toContain('normalize: CloudWatch answered 403 (AccessDenied)');
    expect(printed).toMatch(/is no pointer of format 1|was not signed/);
    expect(process.exitCode).toBe(1);
  });
});

function publicBase64(): string {
  return own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}
