import { makeBundle } from '../../../lib/rules/bundle';
import { placeKeys } from '../../../lib/rules/bundle-place';
import { MAX_EARLIER, type Pointer, readPointer } from '../../../lib/rules/pointer';
import { currentPointer, publishBundle, rollBack } from '../../../lib/rules/publish-bundle';
import { Bucket, flipped, NOW, OWN, rule, STRANGER } from './published-support';

const bucket = new Bucket();
const publisher = { key: OWN.privateKey, keys: [OWN.publicKey], now: NOW };
const versionOf = (name: string) => makeBundle([rule(name)], OWN.privateKey).version;

beforeAll(() => bucket.start());
afterAll(() => bucket.stop());
beforeEach(() => {
  bucket.s3.objects.clear();
  bucket.s3.requests.length = 0;
  bucket.s3.trouble = () => undefined;
});

describe('publishing', () => {
  it('writes files, then the manifest, then the pointer', async () => {
    const { version } = await bucket.publish([rule('a.yml')]);

    expect(bucket.s3.requests.filter((one) => one.startsWith('PUT')).map((one) => one.slice(0, -15))).toEqual(
      [placeKeys.files(version), placeKeys.manifest(version), placeKeys.pointer].map((key) => `PUT ${key}`),
    );
  });

  it('signs a pointer that says when, and what was in force before', async () => {
    await bucket.publish([rule('a.yml')]);
    await bucket.publish([rule('b.yml')], NOW + 60);

    expect(JSON.parse(bucket.pointer.toString())).toMatchObject({
      format: 1,
      version: versionOf('b.yml'),
      sequence: NOW + 60,
      published: '2026-09-21T14:14:20Z',
      earlier: [versionOf('a.yml')],
      algorithm: 'Ed25519',
    });
    expect(readPointer(bucket.pointer, 'bundles', [OWN.publicKey]).ok).toBe(true);
  });

  it('of the same second, or by a clock that is behind, still comes after', async () => {
    await bucket.publish([rule('a.yml')], NOW);
    const same = await bucket.publish([rule('b.yml')], NOW);
    const behind = await bucket.publish([rule('c.yml')], NOW - 3600);

    expect([same.sequence, behind.sequence]).toEqual([NOW + 1, NOW + 2]);
  });

  it('of what is in force already names it once', async () => {
    await bucket.publish([rule('a.yml')]);
    await bucket.publish([rule('b.yml')]);

    expect((await bucket.publish([rule('a.yml')])).earlier).toEqual([versionOf('b.yml')]);
  });

  it('keeps so many earlier versions, and no more', async () => {
    for (let n = 0; n <= MAX_EARLIER + 1; n += 1) {
      await bucket.publish([rule(`${n}.yml`)]);
    }

    const { pointer } = await currentPointer(bucket.place(), [OWN.publicKey]);
    expect(pointer?.earlier).toHaveLength(MAX_EARLIER);
    expect(pointer?.earlier[0]).toBe(versionOf(`${MAX_EARLIER}.yml`));
  });

  it('replaces a pointer that somebody without a key put there', async () => {
    await bucket.publish([rule('evil.yml')], 4_000_000_000, STRANGER);

    expect(await bucket.publish([rule('a.yml')])).toEqual({
      version: versionOf('a.yml'),
      sequence: NOW,
      earlier: [],
    });
  });

  it('points to nothing that is not whole: files that were there before are not written again', async () => {
    const bundle = makeBundle([rule('a.yml')], OWN.privateKey);
    bucket.s3.objects.set(placeKeys.files(bundle.version), Buffer.from('x'));

    expect(await publishBundle(bucket.place(), bundle, publisher)).toEqual({
      ok: false,
      problem: expect.stringMatching(/^nothing is put in force: bundles\/[0-9a-f]{32}\/files.gz: /),
    });
    expect(bucket.pointer).toHaveLength(0);
  });

  it('gives way to somebody who published meanwhile', async () => {
    await bucket.publish([rule('a.yml')]);
    const place = bucket.place();
    const slow: typeof place = {
      ...place,
      write: async (key, bytes, tag) => {
        if (key === placeKeys.pointer) {
          await bucket.publish([rule('b.yml')]);
        }
        return place.write(key, bytes, tag);
      },
    };

    expect(await publishBundle(slow, makeBundle([rule('c.yml')], OWN.privateKey), publisher)).toEqual({
      ok: false,
      problem: expect.stringContaining('somebody else published meanwhile'),
    });
    expect((await currentPointer(place, [OWN.publicKey])).pointer?.version).toBe(versionOf('b.yml'));
  });
});

describe('going back', () => {
  const publishAll = async (...names: string[]) => {
    for (const name of names) {
      await bucket.publish([rule(name)]);
    }
  };
  const back = async (to?: string): Promise<Pointer> => {
    const rolled = await rollBack(bucket.place(), to, publisher);
    if (!rolled.ok) {
      throw new Error(rolled.problem);
    }
    return rolled.value;
  };

  it('is to the version before, and further each time, always under a higher sequence', async () => {
    await publishAll('a.yml', 'b.yml', 'c.yml');

    const [first, second] = [await back(), await back()];

    expect([first.version, second.version]).toEqual([versionOf('b.yml'), versionOf('a.yml')]);
    expect(second.sequence).toBeGreaterThan(first.sequence);
    expect(second.earlier).toEqual([]);
  });

  it('is to the version that is named', async () => {
    await publishAll('a.yml', 'b.yml', 'c.yml');

    expect((await back(versionOf('a.yml'))).version).toBe(versionOf('a.yml'));
  });

  it.each([
    [
      'where nothing was before',
      ['a.yml'],
      undefined,
      'an earlier version: was not in force before; there is none',
    ],
    ['to what never was in force', ['a.yml', 'b.yml'], 'f'.repeat(32), 'take one of'],
    ['where nothing is published', [], undefined, 'bundles/current.json: is missing: publish instead'],
  ])('is refused %s', async (_case, names, to, problem) => {
    await publishAll(...names);

    await expect(back(to)).rejects.toThrow(problem);
  });

  it('is refused where the pointer is not signed, for what it says was before may be anything', async () => {
    await publishAll('a.yml', 'b.yml');
    bucket.pointer = flipped(bucket.pointer, 300);

    await expect(back()).rejects.toThrow(/current.json: .*: publish instead/);
  });

  it('is refused to a bundle that is no longer whole', async () => {
    await publishAll('a.yml', 'b.yml');
    bucket.s3.objects.delete(placeKeys.files(versionOf('a.yml')));

    await expect(back()).rejects.toThrow('nothing is put in force');
  });
});
