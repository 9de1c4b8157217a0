import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import { writeBundle } from '../../../infra/aws/pipeline/bundle-layer';
import type { Commit } from '../../../lib/lake/batch/records';
import { outputDirectory } from '../../infra/support';
import { AWS, resolved } from '../../lib/config/support';
import type { Told } from '../../support/telemetry';
import { deployedBundle } from './deployed-bundle';
import { functionDesk } from './desk';

const KEY = 'AWSLogs/1/CloudTrail/eu-west-1/2024/08/12/a.json';
const CONTEXT = { getRemainingTimeInMillis: () => 300_000 };
const TEXT = `version: 1\nname: acme\nlifecycle: trial\nvolume: startup\n`;
const TOKENIZED = 'privacy: { identities: tokenize, token_key: acme/token-key }\n';

const desk = functionDesk();
const { aws, s3 } = desk;
let told: Told;

beforeEach(() => {
  ({ told } = desk.fresh());
});

/** Settings as the stack writes them, and the bundle they name. */
function deploy(more = ''): void {
  const bundle = deployedBundle(resolved(`${TEXT}${more}\n${AWS}`));
  process.env.SETTINGS = JSON.stringify({
    home: 'ap-northeast-1',
    lake: 'lake',
    table: 'state',
    topic: 'arn:aws:sns:ap-northeast-1:1:alerts',
    bus: 'acme-findings',
    product: 'arn:aws:securityhub:ap-northeast-1:222222222222:product/222222222222/default',
    bundle,
  });
}

function putTrail(): void {
  const record = cloudTrailRecord(seeded(5), Date.UTC(2024, 7, 12, 10), {
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    readOnly: false,
    requestParameters: { name: 'acme' },
  });
  s3.objects.set(KEY, Buffer.from(JSON.stringify({ Records: [record] })));
}

const normalize = async () => {
  const { handler } = await import('../../../functions/aws/normalize');
  const body = JSON.stringify({
    'detail-type': 'Object Created',
    time: '2024-08-12T10:05:00Z',
    detail: { bucket: { name: 'raw' }, object: { key: KEY, size: 10, 'version-id': 'v1' } },
  });
  return handler({ Records: [{ messageId: 'm', body }] }, CONTEXT);
};
const commits = () =>
  [...s3.objects]
    .filter(([key]) => key.startsWith('state/commits/'))
    .map(([, body]) => JSON.parse(body.toString()) as Commit);

describe('the functions of the pipeline', () => {
  it('bring an object into the lake, and its alert to the topic and the bus', async () => {
    deploy();
    putTrail();
    aws.on('Publish', '<PublishResult/>');
    aws.on('PutEvents', { FailedEntryCount: 0, Entries: [{ EventId: '1' }] });

    const answer = await normalize();
    const { handler: notify } = await import('../../../functions/aws/notify');
    await notify({}, CONTEXT);

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(commits()).toMatchObject([{ inputs: [{ path: `s3://raw/${KEY}`, written: 1, events: 1 }] }]);
    expect(aws.inputs('Publish')).toHaveLength(1);
    expect(aws.inputs('PutEvents')).toMatchObject([
      { Entries: [{ EventBusName: 'acme-findings', Source: 'kumomori' }] },
    ]);
    expect(told.lines()).toEqual([
      expect.objectContaining({ message: 'committed', events: 1, quarantined: 0 }),
      expect.objectContaining({ message: 'notified', sent: 1, givenUp: 0 }),
    ]);
    expect(told.metrics('RecordsWritten')).toEqual([{ value: 1, of: 'aws-cloudtrail' }]);
    const bytes = s3.objects.get(KEY)?.length;
    expect(told.metrics('BytesReceived')).toEqual([{ value: bytes, of: 'aws-cloudtrail' }]);
    expect(told.metrics('RecordsQuarantined')).toEqual([{ value: 0 }]);
    expect(told.metrics('Findings')).toEqual([{ value: 1 }]);
    expect(told.metrics('AlertsRaised')).toEqual([{ value: 1, of: 'high' }]);
    expect(told.metrics('Lag')).toEqual([{ value: expect.any(Number), of: 'minutes' }]);
    expect(told.metrics('AlertsGivenUp')).toEqual([{ value: 0 }]);
  });

  it('tell the bus alone once the topic took an alert', async () => {
    deploy();
    putTrail();
    aws.on('Publish', '<PublishResult/>');
    aws.on('PutEvents', { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });
    await normalize();
    const { handler: notify } = await import('../../../functions/aws/notify');
    await notify({}, CONTEXT);
    aws.on('PutEvents', { FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 60_000);

    await notify({}, CONTEXT);

    expect([aws.inputs('Publish').length, aws.inputs('PutEvents').length]).toEqual([1, 2]);
    expect(told.lines().at(-1)).toMatchObject({ message: 'notified', sent: 1, waiting: 0 });
  });

  it('bring alerts into Security Hub, where a channel goes there', async () => {
    deploy('alerts: { channels: { hub: { kind: security_hub } }, default_channels: [hub] }\n');
    putTrail();
    aws.on('POST /findings/import', { SuccessCount: 1, FailedCount: 0, FailedFindings: [] });

    await normalize();
    const { handler: notify } = await import('../../../functions/aws/notify');
    await notify({}, CONTEXT);

    expect(aws.inputs('POST /findings/import')).toMatchObject([
      {
        Findings: [
          {
            AwsAccountId: '222222222222',
            GeneratorId: expect.stringMatching(/^kumomori\/[0-9a-f-]{36}$/),
            FindingProviderFields: { Types: ['TTPs/Defense Evasion'] },
          },
        ],
      },
    ]);
    expect(aws.inputs('Publish')).toEqual([]);
  });

  it('count what no channel took until a person has it sent again, or takes it off', async () => {
    deploy('alerts: { channels: { hub: { kind: security_hub } }, default_channels: [hub] }\n');
    putTrail();
    const answer = (...failed: string[]) =>
      aws.on('POST /findings/import', {
        FailedCount: failed.length,
        FailedFindings: failed.map((ErrorCode) => ({ ErrorCode })),
      });
    const { handler: notify } = await import('../../../functions/aws/notify');
    const givenUp = () => told.metrics('AlertsGivenUp').map(({ value }) => value);

    answer('InvalidInput');
    await normalize();
    await notify({}, CONTEXT);
    await notify({}, CONTEXT);
    await notify({ dead: 'retry' }, CONTEXT);
    await notify({ dead: 'discard' }, CONTEXT);

    expect(givenUp()).toEqual([1, 1, 1, 0]);
    expect(aws.inputs('POST /findings/import')).toHaveLength(2);
    await expect(notify({ dead: 'bury' }, CONTEXT)).rejects.toThrow('ask "retry" or "discard"');
  });

  it('take the token key from the secret the configuration names, once a start', async () => {
    deploy(TOKENIZED);
    putTrail();
    aws.on('GetSecretValue', { SecretString: `${'0f'.repeat(32)}\n` });

    await normalize();
    await normalize();

    expect(aws.inputs('GetSecretValue')).toEqual([{ SecretId: 'acme/token-key' }]);
    expect(commits()[0]?.versions.tokenKey).toMatch(/^[0-9a-f]{8}$/);
  });

  it('fail without that key, and start when it is there', async () => {
    deploy(TOKENIZED);
    putTrail();
    aws.on('GetSecretValue', { SecretString: 'short' });
    const { handler } = await import('../../../functions/aws/normalize');

    await expect(handler({ Records: [] }, CONTEXT)).rejects.toThrow('must have at least 32 bytes, got 5');
    aws.on('GetSecretValue', { SecretString: '0f'.repeat(32) });
    expect(await handler({ Records: [] }, CONTEXT)).toEqual({ batchItemFailures: [] });
  });

  it('say where they lack their settings', async () => {
    process.env.SETTINGS = '{}';

    await expect(normalize()).rejects.toThrow('deploy Security/Pipeline again');
  });

  it('need every file that the configuration names when they are bundled', () => {
    const named = resolved(`${TEXT}enrichment: { users: directories/none.csv }\n${AWS}`);

    expect(() => writeBundle(named, '.', outputDirectory())).toThrow(
      'directories/none.csv: named by the configuration and cannot be read',
    );
  });
});
