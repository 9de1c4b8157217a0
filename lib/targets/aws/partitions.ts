import { sha256 } from '../../hash';

/**
 * Kinds of keys that are written more often than one partition of DynamoDB takes: 1,000 writes a second. They are
 * spread over sixteen, by a hash of the key. Changing this hides what is stored.
 * Source: Amazon DynamoDB, best practices for partition keys.
 */
const SPREAD: ReadonlySet<string> = new Set(['alerts', 'claims']);
const DIGITS = [...'0123456789abcdef'];

/** Every partition that keys of a kind, their part before the first slash, are in. */
export function partitionsOf(kind: string): readonly string[] {
  return SPREAD.has(kind) ? DIGITS.map((digit) => `${kind}-${digit}`) : [kind];
}

/** The partition of a key: of its kind, and of what stands behind the slash. */
export function partitionOf(kind: string, id: string): string {
  return SPREAD.has(kind) ? `${kind}-${sha256(id).charAt(0)}` : kind;
}
