import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { type BundleFile, MANIFEST, makeBundle, SIGNATURE } from '../../../lib/rules/bundle';
import { verifyBundle } from '../../../lib/rules/verify-bundle';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const file = (path: string, text = path, kind: BundleFile['kind'] = 'rules'): BundleFile => {
  return { kind, path, bytes: Buffer.from(text) };
};
const CONTENT = [file('b.yml'), file('aws/a.yml'), file('users.csv', 'alice', 'reference')];
const bundle = makeBundle(CONTENT, privateKey);
const changed = (path: string, text: string | undefined) => {
  const files = new Map(bundle.files);
  files.delete(path);
  return text === undefined ? files : files.set(path, Buffer.from(text));
};

test('a bundle verifies with the public key, and with the private one', () => {
  const expected = { ok: true, value: { version: bundle.version, files: 3 } };

  expect(verifyBundle(bundle.files, [publicKey])).toEqual(expected);
  expect(verifyBundle(bundle.files, [createPublicKey(privateKey)])).toEqual(expected);
});

test('the same files in another order give the same bytes', () => {
  const again = makeBundle(CONTENT.toReversed(), privateKey);

  expect(again.version).toBe(bundle.version);
  expect(again.files.get(MANIFEST)).toEqual(bundle.files.get(MANIFEST));
  expect(again.files.get(SIGNATURE)).toEqual(bundle.files.get(SIGNATURE));
});

test('another byte gives another version', () => {
  const [first, ...rest] = CONTENT;
  const other = makeBundle([file('b.yml', 'b.yml '), ...rest], privateKey);

  expect(first).toBeDefined();
  expect(other.version).not.toBe(bundle.version);
});

test('another key signs the same version', () => {
  const other = makeBundle(CONTENT, generateKeyPairSync('ed25519').privateKey);

  expect(other.version).toBe(bundle.version);
  expect(verifyBundle(other.files, [publicKey])).toMatchObject({ ok: false });
});

test.each([
  ['a changed rule', changed('rules/b.yml', 'x'), 'rules/b.yml: is not what was signed'],
  ['a missing rule', changed('rules/b.yml', undefined), 'rules/b.yml: is missing'],
  ['a rule put in', changed('rules/c.yml', 'x'), 'rules/c.yml: was never signed'],
  ['no manifest', changed(MANIFEST, undefined), 'manifest.json: is missing, so this is no bundle'],
  ['no signature', changed(SIGNATURE, undefined), 'manifest.sig.json: is missing, so this is no bundle'],
  ['a signature that is none', changed(SIGNATURE, '{'), 'manifest.sig.json: is no Ed25519 signature'],
  [
    'a manifest put in',
    changed(MANIFEST, '{"format":1,"files":[]}'),
    /^manifest.json: was not signed with key [0-9a-f]{16}; the signature names [0-9a-f]{16}$/,
  ],
])('%s is found', (_case, files, problem) => {
  const checked = verifyBundle(files, [publicKey]);

  expect(checked).toEqual({
    ok: false,
    problem: [typeof problem === 'string' ? problem : expect.stringMatching(problem)],
  });
});

test.each(['../a.yml', '/a.yml', 'a/../b.yml', 'a\\b.yml', './a.yml', 'a//b.yml', ''])(
  'the path %j is refused',
  (path) => {
    expect(() => makeBundle([file(path)], privateKey)).toThrow('a path in a bundle is relative');
  },
);

test('two files of one path are refused', () => {
  expect(() => makeBundle([file('a.yml'), file('a.yml', 'x')], privateKey)).toThrow(
    'rules/a.yml: is there twice',
  );
});

test('a key of another kind is refused, with what to do', () => {
  const rsa = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

  expect(() => makeBundle(CONTENT, rsa)).toThrow('openssl genpkey -algorithm ed25519');
  expect(() => makeBundle(CONTENT, publicKey)).toThrow('Ed25519 private key');
});
