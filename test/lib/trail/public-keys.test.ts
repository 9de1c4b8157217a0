import { generateKeyPairSync } from 'node:crypto';
import { indexKeys, parsePublicKeys } from '../../../lib/trail/public-keys';
import { listPublicKeys, makeKey } from './support/generate-trail';

const key = makeKey('aa', { from: 1_720_000_000e6, to: 1_730_000_000e6 });
const answer = (entry: Record<string, unknown>) =>
  JSON.stringify({ PublicKeyList: [{ ...key.listed, ...entry }] });

describe('a list of public keys', () => {
  it.each([
    ['as the command prints it', listPublicKeys(key)],
    ['as an array of answers', `[${listPublicKeys(key)}]`],
    ['as the documentation prints it', listPublicKeys(key).replace('PublicKeyList', 'publicKeyList')],
    ['with times as text', answer({ ValidityStartTime: '1720000000.0', ValidityEndTime: '1730000000' })],
    ['with times of the newer command line', answer({ ValidityStartTime: '2024-07-03T09:46:40+00:00' })],
  ])('is read %s', (_, json) => {
    expect(parsePublicKeys(json)).toMatchObject({
      ok: true,
      value: [{ fingerprint: 'aa', from: 1_720_000_000e6, to: 1_730_000_000e6 }],
    });
  });

  it('takes SubjectPublicKeyInfo too', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const Value = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

    expect(parsePublicKeys(answer({ Value }))).toMatchObject({ ok: true });
  });

  it('keeps all keys of one fingerprint', () => {
    const parsed = parsePublicKeys(listPublicKeys(key, makeKey('aa')));

    expect(parsed.ok && indexKeys(parsed.value).get('aa')).toHaveLength(2);
  });

  it.each([
    ['no JSON', 'x', 'is not JSON, expected what `aws cloudtrail list-public-keys` prints'],
    ['another answer', '{"Trails":[]}', 'has no PublicKeyList'],
    ['a value that is no key', answer({ Value: 'AAAA' }), 'PublicKeyList[0] is no RSA key'],
    ['a key without a fingerprint', answer({ Fingerprint: '' }), 'PublicKeyList[0] is no RSA key'],
  ])('is refused: %s', (_, json, problem) => {
    expect(parsePublicKeys(json)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });

  it('is refused with a key that is not RSA', () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const Value = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

    expect(parsePublicKeys(answer({ Value }))).toMatchObject({ ok: false });
  });
});
