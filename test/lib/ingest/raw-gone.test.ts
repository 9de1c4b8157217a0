import { RawGone, withoutGone } from '../../../lib/ingest/raw-gone';
import type { Manifest, Member, Versions } from '../../../lib/lake/batch/records';

const VERSIONS: Versions = { release: '1', config: 'c', rules: 'r', reference: 'g', tokenKey: '-' };
const member = (input: string): Member => ({
  input,
  rawKey: `s3://raw/${input}?versionId=v`,
  path: `s3://raw/${input}`,
  bytes: 1,
  storedMicros: 0,
});
const MANIFEST: Manifest = {
  batch: 'b',
  members: ['a', 'gone', 'c', 'gone-too'].map(member),
  source: 'auto',
  versions: VERSIONS,
};

const FIRST = { strays: false };

/** Reads members in order, as a batch is processed. */
const reading = async ({ members }: Manifest) => {
  for (const { input, rawKey } of members) {
    if (input.startsWith('gone')) {
      throw new RawGone(rawKey, 'the raw object is gone');
    }
  }
  return { inputs: [], outputs: [], quarantine: members.map(({ input }) => `${input}\n`) };
};

describe('an object that is gone', () => {
  it('is one quarantined record, and its neighbours are processed', async () => {
    const told: boolean[] = [];
    const process = withoutGone((manifest, { strays }) => {
      told.push(strays);
      return reading(manifest);
    });

    const { inputs, quarantine, strays } = await process(MANIFEST, FIRST);

    expect(quarantine.slice(0, 2)).toEqual(['a\n', 'c\n']);
    expect(JSON.parse(quarantine[2] ?? '')).toEqual({
      path: 's3://raw/gone',
      raw_object: 's3://raw/gone?versionId=v',
      record: 0,
      records: 1,
      source: 'unknown',
      reason: 'the raw object is gone',
    });
    expect(inputs.map(({ input, received, quarantined }) => [input, received, quarantined])).toEqual([
      ['gone', 1, 1],
      ['gone-too', 1, 1],
    ]);
    expect([told, strays]).toEqual([[false, true, true], true]);
  });

  it('is not what any other failure is: the batch comes again', async () => {
    const process = withoutGone(() => Promise.reject(new Error('throttled')));

    await expect(process(MANIFEST, FIRST)).rejects.toThrow('throttled');
  });

  it('of another batch fails this one', async () => {
    const process = withoutGone(() => Promise.reject(new RawGone('s3://raw/x?versionId=v', 'gone')));

    await expect(process(MANIFEST, FIRST)).rejects.toThrow('s3://raw/x?versionId=v: gone');
  });
});
