import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import { redriveMessage, redrivenKey } from '../../../lib/ingest/redrive';
import type { Commit } from '../../../lib/lake/batch/records';
import { removeOutputs } from '../../infra/support';
import { AWS, HEAD, resolved } from '../../lib/config/support';
import { FakeAws } from '../../lib/targets/aws/fake-aws';
import { answerDynamo } from '../../lib/targets/aws/fake-dynamo';
import { LoopbackS3 } from '../../lib/targets/aws/loopback-s3';
import { listen } from '../../support/telemetry';
import { deployedBundle } from './deployed-bundle';

const KEY = 'AWSLogs/1/CloudTrail/eu-west-1/2024/08/12/a.json';
const CONTEXT = { getRemainingTimeInMillis: () => 300_000 };
const aws = new FakeAws();
const s3 = new LoopbackS3();
const before = { ...process.env };

beforeAll(async () => {
  process.env.AWS_ENDPOINT_URL = await aws.start();
  process.env.AWS_ENDPOINT_URL_S3 = await s3.start();
  process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  answerDynamo(aws);
  aws.on('Publish', '<PublishResult/>').on('PutEvents', { FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
  listen();
  const record = cloudTrailRecord(seeded(5), Date.UTC(2024, 7, 12, 10), {
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    readOnly: false,
    requestParameters: { name: 'acme' },
  });
  s3.objects.set(KEY, Buffer.from(JSON.stringify({ Records: [record] })));
});
afterAll(async () => {
  process.env = before;
  await aws.stop();
  await s3.stop();
  removeOutputs();
  jest.restoreAllMocks();
});

/** A release of the functions with a configuration of its own. */
function deploy(more = ''): void {
  const bundle = deployedBundle(resolved(`${HEAD}${AWS}${more}`));
  process.env.SETTINGS = JSON.stringify({
    home: 'ap-northeast-1',
    lake: 'lake',
    table: 'state',
    topic: 'arn:aws:sns:ap-northeast-1:1:alerts',
    bus: 'acme-findings',
    product: 'arn:aws:securityhub:ap-northeast-1:222222222222:product/222222222222/default',
    bundle,
  });
  jest.resetModules();
}

const run = async (body: string) => {
  const { handler: normalize } = await import('../../../functions/aws/normalize');
  const answer = await normalize({ Records: [{ messageId: 'm', body }] }, CONTEXT);
  const { handler: notify } = await import('../../../functions/aws/notify');
  await notify({}, CONTEXT);
  return answer;
};
const read = <Kind>(key: string) => JSON.parse(s3.objects.get(key)?.toString() ?? 'null') as Kind;
const commitKey = () => [...s3.objects.keys()].find((key) => key.startsWith('state/commits/')) ?? '';

describe('normalize, told to make a batch again', () => {
  it('makes it under the configuration there is now, and tells nobody again', async () => {
    deploy();
    await run(
      JSON.stringify({
        'detail-type': 'Object Created',
        time: '2024-08-12T10:05:00Z',
        detail: { bucket: { name: 'raw' }, object: { key: KEY, size: 10, 'version-id': 'v1' } },
      }),
    );
    const first = read<Commit>(commitKey());
    const rows = [...s3.objects.keys()].filter((key) => key.startsWith('events/'));
    const told = aws.inputs('Publish').length;
    deploy('alerts: { language: ja, time_zone: Asia/Tokyo }\n');

    const redrive = { batch: first.batch, replay: 'r-1', asked: 'now', alerts: true };
    const answer = await run(redriveMessage(redrive));

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(read<Commit>(commitKey()).versions).not.toEqual(first.versions);
    expect([...s3.objects.keys()].filter((key) => key.startsWith('events/'))).toEqual(rows);
    expect(read(redrivenKey(redrive))).toMatchObject({ outcome: 'driven', events: 1, findings: 1 });
    expect(told).toBe(1);
    expect(aws.inputs('Publish')).toHaveLength(told);
  });
});
