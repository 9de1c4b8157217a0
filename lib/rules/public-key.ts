import { createPublicKey, type KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '../result';

/** DER before the 32 bytes of an Ed25519 public key. Source: RFC 8410, section 4 and the example of 10.1. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const RAW_BYTES = 32;

/**
 * An Ed25519 public key as a configuration gives it: PEM, or the base64 of its DER form or of its 32 bytes alone. What
 * is wrong is said without the value: it may be the private key.
 */
export function parsePublicKey(written: string): Result<KeyObject> {
  if (/PRIVATE KEY/.test(written)) {
    return fail(
      'is a private key: put the public one here (`openssl pkey -in rules.key -pubout`), and make a new pair if this file was shared',
    );
  }
  const base64 = written.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, '').replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]{42,}={0,2}$/.test(base64)) {
    return fail('is no public key: give PEM, or base64 of an Ed25519 public key');
  }
  const bytes = Buffer.from(base64, 'base64');
  return keyOf(bytes.length === RAW_BYTES ? Buffer.concat([SPKI, bytes]) : bytes);
}

function keyOf(der: Buffer): Result<KeyObject> {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519'
      ? ok(key)
      : fail(`is a key of ${key.asymmetricKeyType}: bundles are signed with Ed25519`);
  } catch {
    return fail('is no public key: give PEM, or base64 of an Ed25519 public key');
  }
}
