import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { clientOptions } from '../../../../lib/targets/aws/client-options';
import { s3TrailStore, trailKeys } from '../../../../lib/targets/aws/trail-store';
import { EPOCH, makeKey } from '../../trail/support/generate-trail';
import { FakeAws } from './fake-aws';
import { s3Stub } from './s3-stub';

describe('a trail’s bucket in S3', () => {
  it('is listed page by page', async () => {
    const page = (keys: string[], more: string) =>
      `<ListBucketResult>${keys.map((key) => `<Contents><Key>${key}</Key><Size>3</Size></Contents>`).join('')}${more}</ListBucketResult>`;
    const { s3, asked } = s3Stub(({ query }) => ({
      body:
        query['continuation-token'] === undefined
          ? page(['a'], '<IsTruncated>true</IsTruncated><NextContinuationToken>more</NextContinuationToken>')
          : page(['b'], '<IsTruncated>false</IsTruncated>'),
    }));

    const found = [];
    for await (const item of s3TrailStore(s3, 'archive').list('AWSLogs/')) {
      found.push(item);
    }

    expect(found).toEqual([
      { key: 'a', size: 3 },
      { key: 'b', size: 3 },
    ]);
    expect(asked[0]?.query).toMatchObject({ prefix: 'AWSLogs/' });
  });

  it('gives an object’s bytes and its signature', async () => {
    const { s3 } = s3Stub(({ method }) =>
      method === 'HEAD' ? { headers: { 'x-amz-meta-signature': '00ff' } } : { body: 'bytes' },
    );
    const store = s3TrailStore(s3, 'archive');

    const chunks = [];
    for await (const chunk of store.stream('key')) {
      chunks.push(chunk);
    }

    expect(Buffer.concat(chunks).toString()).toBe('bytes');
    expect(await store.metadata('key')).toEqual({ signature: '00ff' });
  });
});

describe('the public keys of a region', () => {
  it('are read as CloudTrail gives them', async () => {
    const aws = new FakeAws();
    const endpoint = await aws.start();
    const { listed } = makeKey('k1');
    aws.on('ListPublicKeys', {
      PublicKeyList: [
        {
          Fingerprint: 'k1',
          Value: String(listed.Value),
          ValidityStartTime: EPOCH / 1e6,
          ValidityEndTime: EPOCH / 1e6 + 60,
        },
      ],
    });
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

    const keys = await trailKeys(
      new CloudTrailClient(clientOptions('eu-west-1', { credentials, endpoint })),
      EPOCH,
    );
    await aws.stop();

    expect(keys).toEqual([
      { fingerprint: 'k1', key: expect.anything(), from: EPOCH, to: EPOCH + 60_000_000 },
    ]);
    expect(aws.inputs('ListPublicKeys')).toMatchObject([{ StartTime: EPOCH / 1e6 }]);
  });
});
