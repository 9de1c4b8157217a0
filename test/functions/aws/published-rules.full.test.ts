import { generateKeyPairSync } from 'node:crypto';
import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import type { JsonObject } from '../../../lib/json';
import type { Commit } from '../../../lib/lake/batch/records';
import type { BundleFile } from '../../../lib/rules/bundle';
import { placeKeys } from '../../../lib/rules/bundle-place';
import { removeOutputs } from '../../infra/support';
import { AWS, resolved } from '../../lib/config/support';
import { Bucket, flipped } from '../../lib/rules/published-support';
import { FakeAws } from '../../lib/targets/aws/fake-aws';
import { answerDynamo } from '../../lib/targets/aws/fake-dynamo';
import { listen, type Told } from '../../support/telemetry';
import { deployedBundle } from './deployed-bundle';

const CONTEXT = { getRemainingTimeInMillis: () => 300_000 };
const KEYS = generateKeyPairSync('ed25519');
const NOW = Date.UTC(2026, 10, 23);

const aws = new FakeAws();
const bucket = new Bucket();
const before = { ...process.env };
let told: Told;
let items: Map<string, JsonObject>;
let now: number;

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
  removeOutputs();
});
beforeEach(() => {
  jest.resetModules();
  items = answerDynamo(aws);
  bucket.s3.objects.clear();
  bucket.s3.requests.length = 0;
  now = NOW;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  told = listen();
  const key = KEYS.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const platform = resolved(
    `version: 1\nname: acme\nlifecycle: trial\nvolume: startup\ndetections: { bundle: { keys: [${key}] } }\n${AWS}`,
  );
  process.env.SETTINGS = JSON.stringify({
    home: 'ap-northeast-1',
    lake: 'lake',
    table: 'state',
    bundle: deployedBundle(platform),
    bundles: 'bundles',
  });
});
afterEach(() => jest.restoreAllMocks());

const ruleFile = (title: string, eventName = 'StopLogging'): BundleFile => ({
  kind: 'rules',
  path: 'rule.yml',
  bytes: Buffer.from(
    `title: ${title}\nid: 00000000-0000-4000-8000-000000000001\nlogsource: { product: aws, service: cloudtrail }\ndetection:\n  s: { eventName: ${eventName} }\n  condition: s\nlevel: high\n`,
  ),
});
const publish = (...files: readonly BundleFile[]) => bucket.publish(files, Math.floor(now / 1000), KEYS);

/** One run of the function over new objects, each with a call that stops the trail. */
async function run(...names: readonly string[]): Promise<readonly Commit[]> {
  const known = new Set(bucket.s3.objects.keys());
  const Records = names.map((name, index) => {
    const key = `AWSLogs/1/CloudTrail/eu-west-1/2024/08/12/${name}.json`;
    const record = cloudTrailRecord(seeded(index + 5), Date.UTC(2024, 7, 12, 10), {
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'StopLogging',
      readOnly: false,
      requestParameters: { name },
    });
    bucket.s3.objects.set(key, Buffer.from(JSON.stringify({ Records: [record] })));
    // As large as a batch may be: each object is one of its own.
    const object = { key, size: 2_000_000, 'version-id': name };
    const detail = { bucket: { name: 'raw' }, object };
    return {
      messageId: name,
      body: JSON.stringify({ 'detail-type': 'Object Created', time: '2024-08-12T10:05:00Z', detail }),
    };
  });
  const { handler } = await import('../../../functions/aws/normalize');
  expect(await handler({ Records }, CONTEXT)).toEqual({ batchItemFailures: [] });
  return [...bucket.s3.objects]
    .filter(([key]) => key.startsWith('state/commits/') && !known.has(key))
    .map(([, body]) => JSON.parse(body.toString()) as Commit);
}

const rulesOf = (commits: readonly Commit[]) => commits.map(({ versions }) => versions.rules.split('.')[0]);
const alertsRaised = () => JSON.stringify([...items.values()]);

describe('normalize, with rules published without a deploy', () => {
  it('finds with them, and names their version in findings and in the lake', async () => {
    const { version } = await publish(ruleFile('Published rule'));

    const commits = await run('a');

    expect(rulesOf(commits)).toEqual([version]);
    expect(alertsRaised()).toContain('Published rule');
    expect(told.metrics('BundleSequence')).toEqual([{ value: Math.floor(NOW / 1000) }]);
    expect(told.metrics('BundleRefused')).toEqual([{ value: 0 }]);
    expect(told.lines()).toContainEqual(
      expect.objectContaining({ message: 'rules in force', version, sequence: Math.floor(NOW / 1000) }),
    );
  });

  it('takes newer ones between runs, once the minutes are over', async () => {
    const first = await publish(ruleFile('First rule'));
    expect(rulesOf(await run('a'))).toEqual([first.version]);
    now += 60_000;
    const second = await publish(ruleFile('Second rule'));

    const soon = await run('b');
    now += 240_000;
    const later = await run('c');

    expect([...rulesOf(soon), ...rulesOf(later)]).toEqual([first.version, second.version]);
  });

  it('never takes newer ones within a run: all its batches have the same', async () => {
    const { version } = await publish(ruleFile('First rule'));
    bucket.s3.requests.length = 0;
    bucket.s3.trouble = (method, key) => {
      if (method === 'PUT' && key.startsWith('state/commits/')) {
        // Time passes, and somebody publishes, between two batches of a run.
        now += 600_000;
        bucket.pointer = flipped(bucket.pointer, 1);
      }
      return undefined;
    };

    const commits = await run('a', 'b', 'c');
    bucket.s3.trouble = () => undefined;

    expect(rulesOf(commits)).toEqual([version, version, version]);
    expect(bucket.s3.requests.filter((one) => one.includes(placeKeys.pointer))).toHaveLength(1);
  });

  it('leaves out and tells of a rule that does not load; the others watch', async () => {
    const broken = { ...ruleFile('Broken'), path: 'broken.yml', bytes: Buffer.from('title: x\n') };
    await publish(ruleFile('Published rule'), broken);

    await run('a');

    expect(alertsRaised()).toContain('Published rule');
    expect(told.lines()).toContainEqual(
      expect.objectContaining({ message: 'rule left out', problem: expect.stringContaining('broken.yml') }),
    );
  });

  it.each([
    [
      'none of whose rules load',
      () => publish({ ...ruleFile(''), bytes: Buffer.from('title: x\n') }),
      'no rule loads',
    ],
    [
      'whose directory cannot be read',
      () =>
        publish(ruleFile('Other'), { kind: 'reference', path: 'users.csv', bytes: Buffer.from('x\ny\n') }),
      'users.csv:1',
    ],
    [
      'whose suppressions cannot be read',
      () =>
        publish(ruleFile('Other'), {
          kind: 'reference',
          path: 'suppressions.yml',
          bytes: Buffer.from('suppressions: 1'),
        }),
      'suppressions.yml:1',
    ],
    [
      'whose geo database is none',
      () => publish(ruleFile('Other'), { kind: 'reference', path: 'x.mmdb', bytes: Buffer.from('x') }),
      'no MaxMind DB',
    ],
  ] as const)('goes on with what it has for a bundle %s, and tells', async (_case, spoil, problem) => {
    const { version } = await publish(ruleFile('Good rule'));
    await run('a');
    now += 300_000;
    await spoil();
    told.clear();

    expect(rulesOf(await run('b'))).toEqual([version]);
    expect(told.metrics('BundleRefused')).toEqual([{ value: 1 }]);
    expect(told.lines()).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        message: 'published rules refused',
        problem: expect.stringContaining(problem),
        inForce: version,
      }),
    );
  });

  it('uses published suppressions in the place of those deployed', async () => {
    const suppressions = `suppressions:\n  - id: quiet\n    reason: planned work\n    owner: soc\n    expires: 2099-01-01\n    match: { rule: 00000000-0000-4000-8000-000000000001 }\n`;
    await publish(ruleFile('Quiet rule'), {
      kind: 'reference',
      path: 'suppressions.yaml',
      bytes: Buffer.from(suppressions),
    });

    await run('a');

    expect(alertsRaised()).toContain('quiet');
  });

  it('uses what was deployed where nothing is published', async () => {
    const commits = await run('a');

    expect(commits[0]?.versions.rules).toMatch(/^[0-9a-f]{16}$/);
    expect(told.metrics('BundleSequence')).toEqual([{ value: 0 }]);
  });

  it('asks nothing of the bucket where the configuration has no keys', async () => {
    const bundle = deployedBundle(
      resolved(`version: 1\nname: acme\nlifecycle: trial\nvolume: startup\n${AWS}`),
    );
    process.env.SETTINGS = JSON.stringify({ ...JSON.parse(process.env.SETTINGS ?? ''), bundle });
    await publish(ruleFile('Published rule'));
    bucket.s3.requests.length = 0;

    expect(rulesOf(await run('a'))[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(bucket.s3.requests.filter((one) => one.includes('bundles/'))).toEqual([]);
  });
});
