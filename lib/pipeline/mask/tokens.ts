import { createHmac } from 'node:crypto';
import { boundedCache } from '../../bounded-cache';
import { canonicalIp } from '../../ip';
import type { PiiKind } from './kinds';

/** Kinds that become tokens; a secret never does, since nothing may be joined on it. */
export type TokenKind = Exclude<PiiKind, 'secret'> | 'user';

/** Key material, from the secret store. Its id is part of each token, so that keys can be rotated. */
export interface TokenKey {
  /** Lower-case letters, digits, hyphens; at most 32. */
  readonly keyId: string;
  /** At least 16 bytes, 32 are better. */
  readonly key: Uint8Array;
}

/** The token of a value: `tok_<key id>_<26 characters>`, equal for equal values wherever they stand. */
export type TokenOf = (kind: TokenKind, value: string) => string;

const PREFIX = 'tok_';
const CACHED = 65_536;
const BASE_32 = 'abcdefghijklmnopqrstuvwxyz234567';
const TOKEN_LENGTH = 26;

/**
 * Makes tokens: 128 bits of HMAC-SHA-256 over the kind and the value's canonical form, in base 32. Throws when the key
 * is no key. An `ip` that does not parse and the like is taken as it is.
 */
export function createTokens(key: TokenKey): TokenOf {
  if (!/^[a-z0-9-]{1,32}$/.test(key.keyId)) {
    throw new Error(
      `token key id ${JSON.stringify(key.keyId)}: use 1 to 32 lower-case letters, digits, hyphens`,
    );
  }
  if (key.key.length < 16) {
    throw new Error(`token key ${key.keyId} has ${key.key.length} bytes: give at least 16, better 32`);
  }
  const cache = boundedCache<string, string>(CACHED);
  return (kind, value) => {
    const cacheKey = `${kind}\0${value}`;
    let token = cache.get(cacheKey);
    if (token === undefined) {
      const digest = createHmac('sha256', key.key)
        .update(`${kind}\0${canonical(kind, value)}`)
        .digest();
      token = `${PREFIX}${key.keyId}_${base32(digest)}`;
      cache.set(cacheKey, token);
    }
    return token;
  };
}

/** Whether a whole text is a token. */
export function isToken(text: string): boolean {
  return text.startsWith(PREFIX) && /^tok_[a-z0-9-]{1,32}_[a-z2-7]{26}$/.test(text);
}

/** The form of a value that all its spellings share. */
export function canonical(kind: TokenKind, value: string): string {
  switch (kind) {
    case 'email':
    case 'user':
      return value.trim().toLowerCase();
    case 'ip':
      return canonicalIp(value.trim()) ?? value.trim();
    case 'phone':
      return canonicalPhone(value);
    case 'card':
    case 'ssn':
    case 'my_number':
      return value.replace(/\D/g, '');
  }
}

/** E.164 digits: `+81 (0)90-…`, `090-…` and `81-90-…` are one number; a number without a country is Japanese. */
function canonicalPhone(value: string): string {
  const digits = value.replace(/\(0\)/, '').replace(/\D/g, '');
  if (value.trim().startsWith('+')) {
    return digits;
  }
  return digits.startsWith('0') ? `81${digits.slice(1)}` : digits.length === 10 ? `1${digits}` : digits;
}

function base32(digest: Uint8Array): string {
  let out = '';
  let bits = 0;
  let value = 0;
  for (let at = 0; out.length < TOKEN_LENGTH; at += 1) {
    value = ((value << 8) | (digest[at] ?? 0)) & 0xffff;
    bits += 8;
    while (bits >= 5 && out.length < TOKEN_LENGTH) {
      bits -= 5;
      out += BASE_32[(value >> bits) & 31];
    }
  }
  return out;
}
