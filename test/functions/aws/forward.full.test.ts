import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import { unpack } from '../../../lib/forward/parcel';
import { redriveMessage } from '../../../lib/ingest/redrive';
import { AWS, resolved } from '../../lib/config/support';
import { readBack } from '../../lib/lake/parquet/read-back';
import type { Told } from '../../support/telemetry';
import { deployedBundle } from './deployed-bundle';
import { functionDesk } from './desk';

const KEY = 'AWSLogs/1/CloudTrail/eu-west-1/2024/08/12/a.json';
const CONTEXT = { getRemainingTimeInMillis: () => 300_000 };
const ASSUMED =
  '<AssumeRoleResult><Credentials><AccessKeyId>ASIAPROVIDER</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>';
const FORWARD = `forward:
  lake:
    kind: security_lake
    sources: [findings, aws-cloudtrail]
    external_id_secret: acme/external-id
    custom_sources:
      - { class: detection_finding, location: "s3://security-lake/ext/acme-findings/", role: "arn:aws:iam::777777777777:role/find" }
      - { class: api_activity, location: "s3://security-lake/ext/acme-api/", role: "arn:aws:iam::777777777777:role/api" }
  soc: { kind: splunk, sources: [findings], site: "https://127.0.0.1:8088", token_secret: acme/hec }
`;

const desk = functionDesk();
const { aws, s3 } = desk;
let told: Told;

beforeEach(async () => {
  ({ told } = desk.fresh());
  aws.on('AssumeRole', ASSUMED).on('GetSecretValue', { SecretString: 'a-secret' });
  deploy();
  await normalize();
  told.clear();
});

function deploy(more = ''): void {
  const bundle = deployedBundle(
    resolved(`version: 1\nname: acme\nlifecycle: trial\nvolume: startup\n${more}${FORWARD}\n${AWS}`),
  );
  process.env.SETTINGS = JSON.stringify({
    home: 'ap-northeast-1',
    lake: 'lake',
    table: 'state',
    bundle,
    queues: { soc: 'https://sqs/soc', lake: 'https://sqs/lake' },
  });
}

async function normalize(): Promise<void> {
  const record = cloudTrailRecord(seeded(5), Date.UTC(2024, 7, 12, 10), {
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    readOnly: false,
    requestParameters: { name: 'acme' },
  });
  s3.objects.set(KEY, Buffer.from(JSON.stringify({ Records: [record] })));
  const { handler } = await import('../../../functions/aws/normalize');
  const body = JSON.stringify({
    'detail-type': 'Object Created',
    time: '2024-08-12T10:05:00Z',
    detail: { bucket: { name: 'raw' }, object: { key: KEY, size: 10, 'version-id': 'v1' } },
  });
  expect(await handler({ Records: [{ messageId: 'm', body }] }, CONTEXT)).toEqual({ batchItemFailures: [] });
}

const keysBelow = (folder: string) => [...s3.objects.keys()].filter((key) => key.startsWith(folder)).sort();

/** One run over the parcels of a destination, told of as S3 does. */
async function forward(destination: string) {
  const { handler } = await import('../../../functions/aws/forward');
  const Records = keysBelow(`forward/${destination}/`).map((key) => ({
    messageId: key,
    body: JSON.stringify({
      Records: [
        {
          eventName: 'ObjectCreated:Put',
          eventTime: '2024-08-12T10:06:00Z',
          s3: { bucket: { name: 'lake' }, object: { key, size: 1 } },
        },
      ],
    }),
  }));
  return handler({ Records }, CONTEXT);
}

/** Replays the batch under another configuration. */
async function replay(options: { readonly alerts: boolean }): Promise<void> {
  jest.resetModules();
  deploy('alerts: { time_zone: Asia/Tokyo }\n');
  const { handler } = await import('../../../functions/aws/normalize');
  const [commit = ''] = keysBelow('state/commits/');
  const batch = commit.slice('state/commits/'.length, -'.json'.length);
  const body = redriveMessage({ batch, replay: 'again', asked: 'now', ...options });
  expect(await handler({ Records: [{ messageId: 'r', body }] }, CONTEXT)).toEqual({ batchItemFailures: [] });
}

describe('a replay', () => {
  const emptyOutbox = (...folders: string[]) => {
    for (const key of folders.flatMap(keysBelow)) {
      s3.objects.delete(key);
    }
  };

  it('forwards nothing that was handed over before', async () => {
    emptyOutbox('forward/');

    await replay({ alerts: true });

    expect(keysBelow('forward/')).toEqual([]);
  });

  it.each([
    ['forwards again what it is asked to, by taking the mark away', true, 2],
    ['that is to tell nobody forwards nothing', false, 0],
  ])('%s', async (_, alerts, parcels) => {
    emptyOutbox('forward/', 'state/forwarded/');

    await replay({ alerts });

    expect(keysBelow('forward/')).toHaveLength(parcels);
  });
});

describe('the function that forwards', () => {
  it('finds in the outbox what normalize put there: the masked event and its finding, as the lake has them', () => {
    const [key = ''] = keysBelow('forward/lake/');
    const lines = unpack(s3.objects.get(key) ?? Buffer.from(''), key);

    expect(lines.map(({ source, event }) => [source, event.class_uid])).toEqual([
      ['aws-cloudtrail', 6003],
      ['findings', 2004],
    ]);
    expect(keysBelow('state/forwarded/')).toHaveLength(2);
  });

  it('writes them to Security Lake, a class a custom source, and empties the outbox', async () => {
    expect(await forward('lake')).toEqual({ batchItemFailures: [] });

    const files = keysBelow('ext/');
    expect(files).toEqual([
      expect.stringMatching(
        /^ext\/acme-api\/region=ap-northeast-1\/accountId=\w+\/eventDay=20240812\/[0-9a-f]{24}\.parquet$/,
      ),
      expect.stringMatching(/^ext\/acme-findings\//),
    ]);
    const [row] = await readBack(s3.objects.get(files[0] ?? '') ?? Buffer.from(''));
    expect(row).toMatchObject({ api: { operation: 'StopLogging' }, metadata: { version: '1.3.0' } });
    expect(aws.inputs('AssumeRole').map(({ RoleArn, ExternalId }) => [RoleArn, ExternalId])).toEqual([
      ['arn:aws:iam::777777777777:role/api', 'a-secret'],
      ['arn:aws:iam::777777777777:role/find', 'a-secret'],
    ]);
    expect(keysBelow('forward/lake/')).toEqual([]);
    expect(told.metrics('EventsForwarded')).toEqual([{ value: 2, of: 'lake' }]);
    expect(told.metrics('EventsRefused')).toEqual([{ value: 0, of: 'lake' }]);
  });

  it('leaves parcels of a receiver that cannot be reached, whatever others take', async () => {
    const parcels = keysBelow('forward/soc/');

    const { batchItemFailures } = await forward('soc');
    await forward('lake');

    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(parcels);
    expect(keysBelow('forward/')).toEqual(parcels);
    expect(told.lines()).toContainEqual(
      expect.objectContaining({
        message: 'not done',
        error: expect.stringContaining('not a public address'),
      }),
    );
    expect(JSON.stringify(told.lines())).not.toContain('a-secret');
  });

  it.each([
    ['are told of again an hour later', '2024-08-12T12:20:00Z', ['https://sqs/lake', 'https://sqs/soc']],
    ['and are younger, wait', '2024-08-12T11:20:00Z', []],
    ['for longer, were told of', '2024-08-12T13:20:00Z', []],
  ])('parcels that lie there %s', async (_, time, queues) => {
    aws.on('SendMessageBatch', {});
    const { handler } = await import('../../../functions/aws/forward');

    await handler({ time }, CONTEXT);

    expect(aws.inputs('SendMessageBatch').map(({ QueueUrl }) => QueueUrl)).toEqual(queues);
    expect(told.lines()).toEqual([expect.objectContaining({ message: 'swept', told: queues.length })]);
  });

  it('says where it lacks its settings', async () => {
    jest.resetModules();
    process.env.SETTINGS = '{}';
    const { handler } = await import('../../../functions/aws/forward');

    await expect(handler({ Records: [] }, CONTEXT)).rejects.toThrow(
      'not the settings of forward, got {}: deploy Security/Pipeline again',
    );
  });
});
