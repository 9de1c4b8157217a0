import { decompress } from 'fzstd';
import { sha256 } from '../../../../lib/hash';
import { loadZstd } from '../../../../lib/lake/parquet/zstd';

describe('Zstandard', () => {
  it.each([
    ['nothing', ''],
    ['a byte', 'x'],
    ['more than a page', '{"same":"text"}'.repeat(200_000)],
  ])('gives back %s', async (_, text) => {
    const { compress } = await loadZstd();

    expect(Buffer.from(decompress(compress(Buffer.from(text)))).toString()).toBe(text);
  });

  it('writes the bytes it has always written', async () => {
    const { compress } = await loadZstd();
    const page = Buffer.from(Array.from({ length: 5000 }, (_, i) => `record ${i * i}`).join('\n'));

    expect(sha256(compress(page))).toBe('b436582a935a5690774abb3a34d9d5a903460a8276a2a6e91e8f92b95456056d');
  });
});
