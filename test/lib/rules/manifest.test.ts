import fc from 'fast-check';
import { isSafePath, manifestOf, manifestText, parseManifest } from '../../../lib/rules/manifest';
import { packFiles, unpackFiles } from '../../../lib/rules/packed-files';

const safePath = fc.string({ minLength: 1, maxLength: 40 }).filter(isSafePath);
const contents = fc.dictionary(safePath, fc.uint8Array({ maxLength: 200 }), { maxKeys: 20 });
const entry = { path: 'rules/a.yml', bytes: 1, sha256: '0'.repeat(64) };
const problemsOf = (files: unknown) => {
  const parsed = parseManifest(JSON.stringify({ format: 1, files }));
  return parsed.ok ? [] : parsed.problem;
};

test('whatever is packed is unpacked as it was', () => {
  fc.assert(
    fc.property(contents, (named) => {
      const files = new Map(Object.entries(named));
      const parsed = parseManifest(manifestText(manifestOf(files)));
      const manifest = parsed.ok ? parsed.value : undefined;

      expect(manifest).toEqual(manifestOf(files));
      const unpacked = manifest && unpackFiles(manifest, packFiles(manifest, files));
      const bytes = unpacked?.ok
        ? [...unpacked.value].map(([path, one]) => [path, Buffer.from(one).toString('hex')])
        : undefined;
      expect(bytes).toEqual(
        [...files]
          .map(([path, one]) => [path, Buffer.from(one).toString('hex')])
          .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
      );
    }),
  );
});

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.json(), (text) => expect(() => parseManifest(text)).not.toThrow()));
  expect(parseManifest('{')).toEqual({ ok: false, problem: ['is no manifest of format 1'] });
});

test('a safe path stays within its folder', () => {
  fc.assert(
    fc.property(safePath, (path) => {
      expect(path.split('/')).not.toContain('..');
      expect(path.startsWith('/')).toBe(false);
      expect(path.includes('\\')).toBe(false);
    }),
  );
});

test.each([
  ['a path that leaves the bundle', [{ ...entry, path: '../a' }], '../a: is no path of a bundle'],
  ['a path twice', [entry, entry], 'rules/a.yml: is there twice, or unsorted'],
  [
    'paths out of order',
    [{ ...entry, path: 'rules/b.yml' }, entry],
    'rules/a.yml: is there twice, or unsorted',
  ],
  ['a size below nothing', [{ ...entry, bytes: -1 }], 'has entries without path, bytes or sha256'],
  ['a size that is no whole number', [{ ...entry, bytes: 1.5 }], 'has entries without path, bytes or sha256'],
  ['a hash that is none', [{ ...entry, sha256: 'x' }], 'has entries without path, bytes or sha256'],
  ['an entry that is text', ['rules/a.yml'], 'has entries without path, bytes or sha256'],
])('%s is refused', (_case, files, problem) => {
  expect(problemsOf(files)).toEqual([problem]);
});
