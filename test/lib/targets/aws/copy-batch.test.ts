import { copyBatch } from '../../../../lib/targets/aws/copy-batch';
import { COPIED, s3Stub } from './s3-stub';

const message = (messageId: string, key: string) => ({
  messageId,
  body: JSON.stringify({ detail: { bucket: { name: 'landing' }, object: { key, size: 1 } } }),
});

describe('copyBatch', () => {
  it('gives back what failed, and only that', async () => {
    const { s3, asked } = s3Stub(({ path }) => (path === '/bad' ? { status: 503 } : COPIED));
    const messages = [
      message('1', 'good'),
      message('2', 'bad'),
      { messageId: '3', body: '{}' },
      message('4', 'fine'),
    ];

    const failed = await copyBatch(s3, messages, 'raw');

    expect(failed.map(({ messageId }) => messageId)).toEqual(['2', '3']);
    expect(failed[1]?.error).toContain('not an "Object Created" event');
    expect(asked.map(({ path }) => path)).toEqual(['/good', '/bad', '/fine']);
  });
});
