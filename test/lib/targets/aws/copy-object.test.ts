import { copyLanded, isThere } from '../../../../lib/targets/aws/copy-object';
import { COPIED, s3Stub } from './s3-stub';

const KEY = 'AWSLogs/333333333333/Config/eu-west-1/2024/8/12/ConfigHistory/a file+1.json.gz';
const LANDED = { bucket: 'landing', key: KEY, size: 12, versionId: 'v1' };

describe('copyLanded', () => {
  it('copies one version under the same key, only where there is none', async () => {
    const { s3, asked } = s3Stub(() => COPIED);

    expect(await copyLanded(s3, LANDED, 'raw')).toBe('copied');

    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'PUT', host: 'raw.s3.eu-west-1.amazonaws.com' });
    expect(decodeURIComponent(asked[0]?.path ?? '')).toBe(`/${KEY}`);
    expect(asked[0]?.headers).toMatchObject({
      'x-amz-copy-source':
        'landing/AWSLogs/333333333333/Config/eu-west-1/2024/8/12/ConfigHistory/a%20file%2B1.json.gz?versionId=v1',
      'if-none-match': '*',
    });
  });

  it('takes an object of the same length that is there for its own earlier copy', async () => {
    const { s3, asked } = s3Stub(({ method }) =>
      method === 'PUT' ? { status: 412 } : { headers: { 'content-length': '12' } },
    );

    expect(await copyLanded(s3, LANDED, 'raw')).toBe('there');

    expect(asked.map(({ method }) => method)).toEqual(['PUT', 'HEAD']);
  });

  it.each([
    ['has another length', { headers: { 'content-length': '13' } }, '13'],
    ['went away meanwhile', { status: 404 }, 'gone'],
  ])('refuses when what is there %s', async (_, head, told) => {
    const { s3 } = s3Stub(({ method }) => (method === 'PUT' ? { status: 412 } : head));

    await expect(copyLanded(s3, LANDED, 'raw')).rejects.toThrow(
      `landing/${KEY} has 12 bytes, the object of that key in raw has ${told}`,
    );
  });

  it.each([403, 409, 503])('passes on that S3 answers %d, to be tried again', async (status) => {
    const { s3, asked } = s3Stub(() => ({ status }));

    await expect(copyLanded(s3, LANDED, 'raw')).rejects.toMatchObject({
      $metadata: { httpStatusCode: status },
    });
    expect(asked).toHaveLength(1);
  });
});

describe('isThere', () => {
  it.each([
    [200, true],
    [404, false],
  ])('knows by S3 answering %d', async (status, expected) => {
    const { s3 } = s3Stub(() => ({ status }));

    expect(await isThere(s3, 'raw', KEY)).toBe(expected);
  });

  it('does not take a refusal for an answer', async () => {
    const { s3 } = s3Stub(() => ({ status: 403 }));

    await expect(isThere(s3, 'raw', KEY)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });
});
