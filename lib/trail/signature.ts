import { constants, verify } from 'node:crypto';
import type { Digest } from './digest';
import type { TrailKey } from './public-keys';

// The longest RSA signature anybody makes (16 384 bits), in hex.
const MAX_HEX = 4096;

/**
 * What CloudTrail signs: end of the hour, place, hash of the inflated digest, and the signature of the digest before
 * (`null` for a first one). Source: CloudTrail user guide, "Custom implementations of log file integrity validation".
 */
export function dataToSign(digest: Digest, sha256: string): string {
  const place = `${digest.bucket}/${digest.key}`;
  return [digest.endText, place, sha256, digest.previous?.signature ?? 'null'].join('\n');
}

/** The key that made this signature (hex; RSA PKCS #1 v1.5 with SHA-256); undefined when none of them did. */
export function signingKey(data: string, signature: string, keys: readonly TrailKey[]): TrailKey | undefined {
  if (signature.length > MAX_HEX || signature.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(signature)) {
    return undefined;
  }
  const bytes = Buffer.from(signature, 'hex');
  return keys.find(({ key }) =>
    verify('RSA-SHA256', Buffer.from(data), { key, padding: constants.RSA_PKCS1_PADDING }, bytes),
  );
}
