import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { parsePublicKey } from '../../../lib/rules/public-key';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const der = publicKey.export({ type: 'spki', format: 'der' });
const pem = (key: KeyObject) =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();

test.each([
  ['PEM', pem(publicKey)],
  ['PEM on one line', pem(publicKey).replaceAll('\n', '')],
  ['base64 of its DER form', der.toString('base64')],
  ['base64 of its 32 bytes', der.subarray(-32).toString('base64')],
])('%s is read', (_form, written) => {
  const parsed = parsePublicKey(written);

  expect(parsed.ok && parsed.value.export({ type: 'spki', format: 'der' })).toEqual(der);
});

test.each([
  ['a private key', pem(privateKey), 'is a private key: put the public one here'],
  ['a private key without its frame', privateKeyBody(), 'is no public key'],
  [
    'a key of another kind',
    pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey),
    'is a key of ec',
  ],
  ['text', 'kumomori', 'is no public key'],
  ['nothing', '', 'is no public key'],
])('%s is refused, and never quoted', (_case, written, problem) => {
  const parsed = parsePublicKey(written);

  expect(parsed).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  expect(!parsed.ok && written !== '' && parsed.problem.includes(written)).toBe(false);
});

function privateKeyBody(): string {
  return createPrivateKey(pem(privateKey)).export({ type: 'pkcs8', format: 'der' }).toString('base64');
}
