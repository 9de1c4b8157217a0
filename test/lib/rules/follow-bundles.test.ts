import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { placeKeys } from '../../../lib/rules/bundle-place';
import type { BundleContent } from '../../../lib/rules/fetch-bundle';
import { type FollowContext, followBundles, LAST_GOOD, type Look } from '../../../lib/rules/follow-bundles';
import { BUNDLE_LIMITS, manifestOf, manifestText, versionOf } from '../../../lib/rules/manifest';
import { type Pointer, signPointer } from '../../../lib/rules/pointer';
import { rollBack } from '../../../lib/rules/publish-bundle';
import { times } from '../../support/effort';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { Bucket, flipped, NOW, OWN, rule, STRANGER } from './published-support';

const MINUTE = 60_000_000;
const bucket = new Bucket();
let state: MemoryKeyValueStore;
let now: number;
let looks: Look[];

beforeAll(() => bucket.start());
afterAll(() => bucket.stop());
beforeEach(() => {
  bucket.s3.objects.clear();
  bucket.s3.requests.length = 0;
  bucket.s3.trouble = () => undefined;
  state = new MemoryKeyValueStore();
  now = 0;
  looks = [];
});

/** A function's start: names of the rules it works with, or `deployed`. */
function start(more: Partial<FollowContext<string>> = {}): () => Promise<string> {
  return followBundles({
    place: bucket.place(),
    keys: [OWN.publicKey],
    leastSequence: 0,
    everyMinutes: 5,
    clock: { nowMicros: () => now },
    state,
    make: async (content) => named(content),
    tell: (look) => looks.push(look),
    ...more,
  });
}

const named = (content: BundleContent | undefined) =>
  content?.rules.map(({ path, text }) => (text.startsWith('#') ? path : text)).join() ?? 'deployed';
const later = (minutes: number) => {
  now += minutes * MINUTE;
};
const last = () => looks.at(-1);
const put = (key: string, bytes: Uint8Array) => bucket.s3.objects.set(key, Buffer.from(bytes));
const point = (pointer: Pointer, key = OWN.privateKey, place = 'bundles') => {
  bucket.pointer = Buffer.from(signPointer(pointer, place, key));
};

describe('what functions work with', () => {
  it('is what was deployed, where nothing is published', async () => {
    expect(await start()()).toBe('deployed');
    expect(looks).toEqual([{ pointer: undefined, changed: true }]);
  });

  it('is what is published, at the start', async () => {
    const pointer = await bucket.publish([rule('b.yml'), rule('a.yml')]);

    expect(await start()()).toBe('a.yml,b.yml');
    expect(looks).toEqual([{ pointer, changed: true }]);
  });

  it('is what is published later, once the minutes are over, and not before', async () => {
    const current = start();
    await current();
    await bucket.publish([rule('a.yml')]);

    later(4.9);
    expect(await current()).toBe('deployed');
    later(0.1);
    expect(await current()).toBe('a.yml');
  });

  it('is the same object while nothing changed, at the price of one conditional read', async () => {
    await bucket.publish([rule('a.yml')]);
    const current = start({ make: async (content) => `${named(content)} ${Math.random()}` });
    const first = await current();
    bucket.s3.requests.length = 0;

    later(5);
    expect(await current()).toBe(first);
    expect(bucket.s3.requests).toEqual(['GET bundles/current.json?x-id=GetObject']);
    expect(last()).toMatchObject({ changed: false });
  });

  it('goes back by a rollback', async () => {
    await bucket.publish([rule('a.yml')]);
    await bucket.publish([rule('b.yml')]);
    const current = start();
    expect(await current()).toBe('b.yml');

    await rollBack(bucket.place(), undefined, { key: OWN.privateKey, keys: [OWN.publicKey], now: NOW });
    later(5);

    expect(await current()).toBe('a.yml');
  });

  it('sorts reference data by its name, and leaves out what has none that is known', async () => {
    await bucket.publish([
      rule('a.yml'),
      { kind: 'reference', path: 'users.csv', bytes: Buffer.from('user\nalice\n') },
      { kind: 'reference', path: 'readme.txt', bytes: Buffer.from('x') },
    ]);
    let reference: BundleContent['reference'] | undefined;
    await start({
      make: async (content) => {
        reference = content?.reference;
        return '';
      },
    })();

    expect(reference).toEqual([{ role: 'users', name: 'users.csv', bytes: Buffer.from('user\nalice\n') }]);
  });
});

describe('a bundle that is not as it was signed', () => {
  const SPOILT: readonly (readonly [what: string, spoil: (good: Pointer) => void, problem: RegExp])[] = [
    ['a pointer of a stranger', (good) => point(good, STRANGER.privateKey), /was not signed with key/],
    ['a pointer signed for another bucket', (good) => point(good, OWN.privateKey, 'other'), /was not signed/],
    ['a pointer to another version', changeVersion, /was not signed/],
    [
      'a pointer that is no JSON',
      () => put(placeKeys.pointer, Buffer.from('{')),
      /is no pointer of format 1/,
    ],
    [
      'a pointer of megabytes',
      () => put(placeKeys.pointer, Buffer.alloc(5_000_000, 32)),
      /has more than 4096 bytes/,
    ],
    ['a pointer that is gone', () => bucket.s3.objects.delete(placeKeys.pointer), /is gone: publish again/],
    [
      'no manifest',
      (good) => bucket.s3.objects.delete(placeKeys.manifest(good.version)),
      /manifest.json: is missing/,
    ],
    ['no files', (good) => bucket.s3.objects.delete(placeKeys.files(good.version)), /files.gz: is missing/],
    [
      'a manifest of other rules',
      swapManifest,
      /manifest.json: is that of [0-9a-f]{32}, not what was signed/,
    ],
    ['a manifest of megabytes', hugeManifest, /has more than 4000000 bytes/],
    [
      'another rule',
      (good) => changeFiles(good, (bytes) => flipped(bytes, 3)),
      /rules\/n.yml: is not what was signed/,
    ],
    ['a byte less', (good) => changeFiles(good, (bytes) => bytes.subarray(1)), /are not the \d+ bytes/],
    [
      'a file more',
      (good) => changeFiles(good, (bytes) => Buffer.concat([bytes, bytes])),
      /are not the \d+ bytes/,
    ],
    ['files that inflate without end', bomb, /are not the \d+ bytes/],
    [
      'files that are not compressed',
      (good) => put(placeKeys.files(good.version), Buffer.from('x')),
      /are not the/,
    ],
  ];

  function changeVersion() {
    bucket.pointer = Buffer.from(bucket.pointer.toString().replace(/"version": "./, '"version": "0'));
  }
  function swapManifest({ version }: Pointer) {
    put(placeKeys.manifest(version), Buffer.from(manifestText(manifestOf(new Map()))));
  }
  function hugeManifest({ version }: Pointer) {
    put(placeKeys.manifest(version), Buffer.alloc(BUNDLE_LIMITS.manifestBytes + 1, 32));
  }
  function changeFiles({ version }: Pointer, change: (bytes: Buffer) => Uint8Array) {
    const packed = bucket.s3.objects.get(placeKeys.files(version)) ?? Buffer.alloc(0);
    put(placeKeys.files(version), gzipSync(change(gunzipSync(packed))));
  }
  function bomb({ version }: Pointer) {
    put(placeKeys.files(version), gzipSync(Buffer.alloc(50_000_000)));
  }

  const publishNew = () => bucket.publish([rule('n.yml', `new ${looks.length}`)], NOW + 100);

  it.each(SPOILT)('%s: is refused, told of, and what was in force stays', async (_what, spoil, problem) => {
    await bucket.publish([rule('a.yml')]);
    const current = start();
    await current();
    spoil(await publishNew());

    later(5);
    expect(await current()).toBe('a.yml');
    expect(last()).toMatchObject({ changed: false, problem: expect.stringMatching(problem) });
  });

  it.each(SPOILT)('%s: a start works with the last good one', async (_what, spoil, problem) => {
    await bucket.publish([rule('a.yml')]);
    await start()();
    spoil(await publishNew());

    expect(await start()()).toBe('a.yml');
    expect(last()).toMatchObject({ problem: expect.stringMatching(problem) });
  });

  it('works with what was deployed, where there never was a good one', async () => {
    await bucket.publish([rule('a.yml')], NOW, STRANGER);

    expect(await start()()).toBe('deployed');
    expect(last()).toMatchObject({ pointer: undefined, problem: expect.stringContaining('was not signed') });
  });

  it('is looked at again each time, and put in force once it is mended', async () => {
    await bucket.publish([rule('a.yml')]);
    const current = start();
    const good = bucket.pointer;
    bucket.pointer = flipped(good, 400);
    await current();

    later(5);
    await current();
    bucket.pointer = good;
    later(5);

    expect(await current()).toBe('a.yml');
    expect(looks.map(({ problem }) => problem !== undefined)).toEqual([true, true, false]);
  });

  it('is never in force, whichever bit of whichever object was turned', async () => {
    await bucket.publish([rule('a.yml'), rule('b/c.yml')]);
    const whole = new Map(bucket.s3.objects);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole.keys()), fc.nat(1_000_000), async (key, bit) => {
        state = new MemoryKeyValueStore();
        bucket.s3.objects.clear();
        for (const [name, bytes] of whole) {
          bucket.s3.objects.set(name, name === key ? flipped(bytes, bit) : bytes);
        }
        // Some bits say nothing: the date for people, and the form of the file.
        expect(['deployed', 'a.yml,b/c.yml']).toContain(await start()());
        expect(last()?.problem === undefined).toBe(last()?.pointer !== undefined);
      }),
      { numRuns: times(200) },
    );
  });

  it('with a path that leaves it is refused, though it is signed', async () => {
    const files = new Map([['rules/../../a.yml', Buffer.from('#')]]);
    const text = manifestText(manifestOf(files));
    const version = versionOf(text);
    put(placeKeys.manifest(version), Buffer.from(text));
    put(placeKeys.files(version), gzipSync(Buffer.from('#')));
    point({ version, sequence: NOW, earlier: [] });

    expect(await start()()).toBe('deployed');
    expect(last()?.problem).toContain('rules/../../a.yml: is no path of a bundle');
  });

  it('with more files, or more bytes, than a function can hold is refused, though it is signed', async () => {
    const many = Array.from({ length: BUNDLE_LIMITS.files + 1 }, (_, index) => index);
    const text = JSON.stringify({
      format: 1,
      files: many.map((index) => ({
        path: `rules/${String(index).padStart(6, '0')}.yml`,
        bytes: 20_000,
        sha256: '0'.repeat(64),
      })),
    });
    const version = versionOf(text);
    put(placeKeys.manifest(version), Buffer.from(text));
    point({ version, sequence: NOW, earlier: [] });

    expect(await start()()).toBe('deployed');
    expect(last()?.problem).toMatch(
      /has more than 10000 files: publish fewer; has \d+ bytes, more than 128000000/,
    );
  });

  it('whose content is of no use is refused, and what was in force stays', async () => {
    await bucket.publish([rule('a.yml')]);
    const make = async (content: BundleContent | undefined) => {
      if (named(content) === 'bad.yml') {
        throw new Error('no rule loads');
      }
      return named(content);
    };
    const current = start({ make });
    await current();
    await bucket.publish([rule('bad.yml')]);
    later(5);

    expect(await current()).toBe('a.yml');
    expect(last()?.problem).toBe('no rule loads');
    expect(await start({ make })()).toBe('a.yml');
  });
});

describe('a pointer that is put back', () => {
  it('is refused by the process that saw a later one', async () => {
    await bucket.publish([rule('a.yml')]);
    const old = bucket.pointer;
    await bucket.publish([rule('b.yml')]);
    const current = start({ state: new MemoryKeyValueStore() });
    await current();
    bucket.pointer = old;
    later(5);

    expect(await current()).toBe('b.yml');
    expect(last()?.problem).toMatch(/is of 2026-.*, older than what was in force .*: a replay\?/);
  });

  it('is refused by a start, for another function saw a later one', async () => {
    await bucket.publish([rule('a.yml')]);
    const old = bucket.pointer;
    await bucket.publish([rule('b.yml')]);
    await start()();
    bucket.pointer = old;

    expect(await start()()).toBe('b.yml');
    expect(last()?.problem).toContain('a replay?');
  });

  it('is refused where the configuration says that nothing so old holds', async () => {
    await bucket.publish([rule('a.yml')]);
    await start()();

    expect(await start({ leastSequence: NOW + 1 })()).toBe('deployed');
  });

  it('of the same sequence and another version is refused', async () => {
    const { version, sequence } = await bucket.publish([rule('a.yml')]);
    const current = start();
    await current();
    await bucket.publish([rule('b.yml')]);
    const other = JSON.parse(bucket.pointer.toString()) as Pointer;
    point({ version: other.version, sequence, earlier: [version] });
    later(5);

    expect(await current()).toBe('a.yml');
    expect(last()?.problem).toContain('of another version');
  });

  it('binds nobody once its key is taken out of the configuration', async () => {
    await bucket.publish([rule('evil.yml')], NOW + 1_000_000, STRANGER);
    await start({ keys: [STRANGER.publicKey, OWN.publicKey] })();
    expect(await state.get(LAST_GOOD)).toBeDefined();

    const own = [rule('a.yml')];
    bucket.s3.objects.delete(placeKeys.pointer);
    await bucket.publish(own);

    expect(await start()()).toBe('a.yml');
  });

  it('never brings back an older one, in whatever order pointers are seen', async () => {
    const pointers: Buffer[] = [];
    for (const n of [1, 2, 3, 4]) {
      await bucket.publish([rule(`${n}.yml`)], NOW + n);
      pointers.push(bucket.pointer);
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ seen: fc.nat(3), starts: fc.boolean() }), { minLength: 1, maxLength: 8 }),
        async (steps) => {
          state = new MemoryKeyValueStore();
          now = 0;
          let current = start();
          let highest = -1;
          for (const { seen, starts } of steps) {
            current = starts ? start() : current;
            bucket.pointer = pointers[seen] ?? Buffer.alloc(0);
            later(5);
            highest = Math.max(highest, seen);
            expect(await current()).toBe(`${highest + 1}.yml`);
          }
        },
      ),
      { numRuns: times(50) },
    );
  });
});

describe('a store that does not answer', () => {
  it('leaves in force what is, and is told of', async () => {
    await bucket.publish([rule('a.yml')]);
    const current = start();
    await current();
    bucket.s3.trouble = () => 403;
    later(5);

    expect(await current()).toBe('a.yml');
    expect(last()?.problem).toBeDefined();
  });

  it('of state lets nothing new be put in force', async () => {
    await bucket.publish([rule('a.yml')]);
    const none = async () => {
      throw new Error('the table does not answer');
    };

    expect(await start({ state: { get: none, putIfAbsent: none, replace: none } })()).toBe('deployed');
    expect(last()?.problem).toBe('the table does not answer');
  });

  it('fails the start when nothing at all can be made, and the next start tries again', async () => {
    let broken = true;
    const current = start({
      make: async () => {
        if (broken) {
          throw new Error('the layer is not whole');
        }
        return 'deployed';
      },
    });

    await expect(current()).rejects.toThrow('the layer is not whole');
    broken = false;
    expect(await current()).toBe('deployed');
  });
});
