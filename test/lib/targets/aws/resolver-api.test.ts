import { resolverApi } from '../../../../lib/targets/aws/resolver-api';
import { FakeAws } from './fake-aws';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
const aws = new FakeAws();
let endpoint = '';
const waits: number[] = [];

beforeAll(async () => {
  endpoint = await aws.start();
});
afterAll(() => aws.stop());
beforeEach(() => {
  aws.answers.clear();
  aws.calls.length = 0;
  waits.length = 0;
});

const api = () =>
  resolverApi('eu-west-1', { credentials: KEYS, endpoint }, async (ms) => {
    waits.push(ms);
  });

describe('a call of Route 53 Resolver', () => {
  it('is signed for the region and the service', async () => {
    aws.on('ListResolverQueryLogConfigs', { ResolverQueryLogConfigs: [] });

    const answer = await api()('ListResolverQueryLogConfigs', { MaxResults: 1 });

    expect(answer).toEqual({ ResolverQueryLogConfigs: [] });
    expect(aws.calls[0]).toMatchObject({ input: { MaxResults: 1 } });
    expect(aws.calls[0]?.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/route53resolver\/aws4_request, SignedHeaders=[a-z0-9;-]*x-amz-security-token[a-z0-9;-]*, Signature=[0-9a-f]{64}$/,
    );
  });

  it('is tried again, after longer and longer waits, while the service is throttled or failing', async () => {
    const statuses = [400, 500, 429];
    aws.on('ListResolverQueryLogConfigs', () => {
      const status = statuses.shift();
      return status === undefined
        ? { done: true }
        : { status, body: { __type: 'com.amazonaws#ThrottlingException', message: 'slow down' } };
    });

    const answer = await api()('ListResolverQueryLogConfigs', {});

    expect(answer).toEqual({ done: true });
    expect(waits).toHaveLength(3);
    expect(waits[2]).toBeGreaterThan(waits[0] ?? 0);
  });

  it('ends with the service’s own name of what was wrong', async () => {
    aws.on('AssociateResolverQueryLogConfig', {
      status: 400,
      body: { __type: 'com.amazonaws#LimitExceededException', Message: 'too many' },
    });

    const call = api()('AssociateResolverQueryLogConfig', {});

    await expect(call).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'AssociateResolverQueryLogConfig in eu-west-1: too many',
    });
    expect(aws.calls).toHaveLength(1);
  });

  it('gives up after eight tries', async () => {
    aws.on('ListResolverQueryLogConfigs', { status: 503, body: 'unavailable' });

    const call = api()('ListResolverQueryLogConfigs', {});

    await expect(call).rejects.toMatchObject({ name: 'HTTP 503' });
    expect(aws.calls).toHaveLength(8);
  });
});
