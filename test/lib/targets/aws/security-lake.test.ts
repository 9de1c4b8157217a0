import { STSClient } from '@aws-sdk/client-sts';
import type { LakeFile } from '../../../../lib/forward/security-lake/files';
import { clientOptions } from '../../../../lib/targets/aws/client-options';
import { securityLakeWriter } from '../../../../lib/targets/aws/security-lake';
import { keepSecret } from '../../../../lib/targets/http/keep-secret';
import { LAKE } from '../../forward/support';
import { FakeAws } from './fake-aws';
import { LoopbackS3 } from './loopback-s3';

const HOUR = 3_600_000_000;
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const ASSUMED =
  '<AssumeRoleResult><Credentials><AccessKeyId>ASIAPROVIDER</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>';

const aws = new FakeAws();
const s3 = new LoopbackS3();
let now = 0;
let sts: STSClient;
let endpoint: string;

beforeAll(async () => {
  sts = new STSClient(clientOptions('eu-west-1', { credentials: CREDENTIALS, endpoint: await aws.start() }));
  endpoint = await s3.start();
});
afterAll(async () => {
  sts.destroy();
  await aws.stop();
  await s3.stop();
});
beforeEach(() => {
  now = 0;
  aws.calls.length = 0;
  s3.objects.clear();
});

const file = (index: 0 | 1, key = 'ext/a/n.parquet'): LakeFile => ({
  source: LAKE.customSources[index] ?? { classUid: 0, bucket: '', prefix: '', role: '' },
  key,
  events: 1,
  body: Buffer.from('PAR1'),
});

const writer = (externalId = 'kumomori-1') =>
  securityLakeWriter(LAKE, {
    sts,
    externalId: keepSecret({ get: async () => externalId }, LAKE.externalIdSecret),
    clock: { nowMicros: () => now },
    session: 'kumomori-forward-lake',
    options: { endpoint },
  });

describe('files for Security Lake', () => {
  it('are written as the provider role of their source, which asks for the external id', async () => {
    aws.on('AssumeRole', ASSUMED);

    await writer()(file(0));

    expect(aws.inputs('AssumeRole')).toEqual([
      expect.objectContaining({
        RoleArn: 'arn:aws:iam::1:role/api',
        ExternalId: 'kumomori-1',
        RoleSessionName: 'kumomori-forward-lake',
      }),
    ]);
    expect(s3.objects.get('ext/a/n.parquet')?.toString()).toBe('PAR1');
  });

  it('take a session a role, as long as it is good', async () => {
    aws.on('AssumeRole', ASSUMED);
    const put = writer();
    const roles = () => aws.inputs('AssumeRole').map(({ RoleArn }) => String(RoleArn).slice(-4));

    await put(file(0));
    await put(file(0));
    await put(file(1));
    expect(roles()).toEqual(['/api', 'find']);
    now += HOUR;
    await put(file(0));

    expect(roles()).toEqual(['/api', 'find', '/api']);
  });

  it('are not written where the role cannot be taken, which is said without the external id', async () => {
    aws.on('AssumeRole', {
      status: 403,
      body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no kumomori-1</Message></Error></ErrorResponse>',
    });

    const failing = writer()(file(0));

    await expect(failing).rejects.toThrow(
      'arn:aws:iam::1:role/api cannot be taken (AccessDenied): check the role, and the external id in secret acme/lake',
    );
    expect(s3.objects.size).toBe(0);
  });
});
