import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { sha256 } from '../hash';
import { object, text } from '../json';

/** A signature as JSON. */
export interface Signature {
  readonly algorithm: 'Ed25519';
  readonly key_id: string;
  /** Base64. */
  readonly signature: string;
}

/** What a signature is for: of the same bytes it says nothing for anything else. */
export type Purpose = 'rule bundle' | 'rule pointer';

/** Signs text. The same text and key give the same signature: Ed25519 takes nothing of chance. */
export function signText(purpose: Purpose, signed: string, key: KeyObject): Signature {
  return {
    algorithm: 'Ed25519',
    key_id: keyId(createPublicKey(key)),
    signature: sign(null, bytesOf(purpose, signed), key).toString('base64'),
  };
}

/** What is wrong with the signature of a text; undefined when one of the keys made it. */
export function checkSignature(
  purpose: Purpose,
  signed: string,
  signature: unknown,
  keys: readonly KeyObject[],
): string | undefined {
  const said = object(signature);
  const value = text(said?.signature);
  if (text(said?.algorithm) !== 'Ed25519' || value === undefined) {
    return 'is no Ed25519 signature';
  }
  const bytes = Buffer.from(value, 'base64');
  const made = keys.some(
    (key) => key.asymmetricKeyType === 'ed25519' && verify(null, bytesOf(purpose, signed), key, bytes),
  );
  return made
    ? undefined
    : `was not signed with ${keys.map(nameOf).join(' or ') || 'any key'}; the signature names ${text(said?.key_id)?.slice(0, 40) ?? 'none'}`;
}

/** First 16 hex digits of the hash of a public key's DER form: which key to look for. */
export function keyId(key: KeyObject): string {
  return sha256(key.export({ type: 'spki', format: 'der' })).slice(0, 16);
}

function nameOf(key: KeyObject): string {
  return key.asymmetricKeyType === 'ed25519'
    ? `key ${keyId(key)}`
    : `a key of ${key.asymmetricKeyType ?? key.type}, where Ed25519 is needed`;
}

function bytesOf(purpose: Purpose, signed: string): Buffer {
  return Buffer.from(`kumomori ${purpose} v1\n${signed}`);
}
