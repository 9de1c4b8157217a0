import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { sha256 } from '../../../../lib/hash';
import { formatMicros } from '../../../../lib/time';
import type { MemoryTrailStore } from './memory-trail-store';

export const HOUR = 3600 * 1e6;
export const MINUTE = 60 * 1e6;
export const BUCKET = 'trail-archive';
/** 2024-08-12T00:01:31Z: digests end at the minute the trail began, not on the hour. */
export const EPOCH = Date.UTC(2024, 7, 12, 0, 1, 31) * 1000;

export interface SigningKey {
  readonly fingerprint: string;
  readonly privateKey: KeyObject;
  readonly listed: Record<string, unknown>;
}

/** A key pair as CloudTrail has one for each region and some weeks. */
export function makeKey(fingerprint: string, validity: { from?: number; to?: number } = {}): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const Value = publicKey.export({ format: 'der', type: 'pkcs1' }).toString('base64');
  const { from = EPOCH - 240 * HOUR, to = EPOCH + 720 * HOUR } = validity;
  const listed = {
    Value,
    ValidityStartTime: from / 1e6,
    ValidityEndTime: formatMicros(to),
    Fingerprint: fingerprint,
  };
  return { fingerprint, privateKey, listed };
}

/** What `aws cloudtrail list-public-keys` prints. */
export function listPublicKeys(...keys: readonly SigningKey[]): string {
  return JSON.stringify({ PublicKeyList: keys.map(({ listed }) => listed) });
}

export interface TrailPlan {
  readonly account: string;
  readonly region: string;
  readonly trail?: string;
  readonly organization?: string;
  readonly prefix?: string;
  readonly homeRegion?: string;
  /** Of its digests from those of other trails, microseconds. */
  readonly offset?: number;
  /** Log files of each hour; `stop` ends the chain there, so that the next hour with logs begins a new one. */
  readonly hours: readonly (number | 'stop')[];
  /** The key of an hour; keys change from one hour to the next. */
  readonly key: (hour: number) => SigningKey;
}

export interface MadeDigest {
  readonly key: string;
  readonly plan: TrailPlan;
  readonly hour: number;
  /** Microseconds since the epoch. */
  readonly end: number;
  readonly logs: readonly string[];
  readonly signature: string;
  /** The last of its chain: no other digest vouches for it. */
  last: boolean;
  first: boolean;
}

/** Writes a trail's log files and digests for one account and region, as CloudTrail would; oldest digest first. */
export function deliver(store: MemoryTrailStore, plan: TrailPlan): MadeDigest[] {
  const made: MadeDigest[] = [];
  let previous: (MadeDigest & { readonly hash: string }) | undefined;
  for (const [hour, count] of plan.hours.entries()) {
    if (count === 'stop') {
      previous = undefined;
      continue;
    }
    const start = EPOCH + hour * HOUR + (plan.offset ?? 0);
    const logs = Array.from({ length: count }, (_, n) =>
      deliverLog(store, plan, start + (((n * 37 + 3) * MINUTE) % HOUR), n),
    );
    const key = digestKey(plan, start + HOUR);
    const digest = digestBody(plan, {
      key,
      start,
      end: start + HOUR,
      logs,
      signer: plan.key(hour),
      previous,
    });
    const signed = putDigest(store, key, digest, plan.key(hour));
    if (previous !== undefined) {
      previous.last = false;
    }
    previous = {
      ...{ key, plan, hour, end: start + HOUR, logs: logs.map(({ s3Object }) => s3Object) },
      ...{ ...signed, last: true, first: previous === undefined },
    };
    made.push(previous);
  }
  return made;
}

export interface ListedLog {
  readonly s3Bucket: string;
  readonly s3Object: string;
  readonly hashValue: string;
  readonly hashAlgorithm: string;
}

/** Writes one log file with content of its own. */
export function deliverLog(store: MemoryTrailStore, plan: TrailPlan, time: number, n: number): ListedLog {
  const key = logKey(plan, time, `x${n}`);
  const body = Buffer.from(JSON.stringify({ Records: [{ eventID: key, eventTime: formatMicros(time) }] }));
  store.put(key, gzipSync(body));
  return { s3Bucket: BUCKET, s3Object: key, hashValue: sha256(body), hashAlgorithm: 'SHA-256' };
}

export function baseOf({ account, organization, prefix }: TrailPlan): string {
  return `${prefix ? `${prefix}/` : ''}AWSLogs/${organization ? `${organization}/` : ''}${account}/`;
}

export function logKey(plan: TrailPlan, time: number, id: string): string {
  const { account, region } = plan;
  const name = `${account}_CloudTrail_${region}_${compact(time).slice(0, 13)}Z_${id}Ab.json.gz`;
  return `${baseOf(plan)}CloudTrail/${region}/${day(time)}/${name}`;
}

export function digestKey(plan: TrailPlan, end: number, suffix = ''): string {
  const { account, region, trail = 'organization_trail', homeRegion = 'us-east-1' } = plan;
  const name = `${account}_CloudTrail-Digest_${region}_${trail}_${homeRegion}_${compact(end)}${suffix}.json.gz`;
  return `${baseOf(plan)}CloudTrail-Digest/${region}/${day(end)}/${name}`;
}

export interface DigestParts {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly logs: readonly ListedLog[];
  readonly signer: SigningKey;
  readonly previous?: { readonly key: string; readonly hash: string; readonly signature: string };
}

export function digestBody(plan: TrailPlan, parts: DigestParts): Record<string, unknown> {
  const { key, start, end, logs, signer, previous } = parts;
  return {
    awsAccountId: plan.account,
    digestStartTime: formatMicros(start),
    digestEndTime: formatMicros(end),
    digestS3Bucket: BUCKET,
    digestS3Object: key,
    digestPublicKeyFingerprint: signer.fingerprint,
    digestSignatureAlgorithm: 'SHA256withRSA',
    newestEventTime: logs.length === 0 ? null : formatMicros(end - MINUTE),
    oldestEventTime: logs.length === 0 ? null : formatMicros(start),
    previousDigestS3Bucket: previous ? BUCKET : null,
    previousDigestS3Object: previous?.key ?? null,
    previousDigestHashValue: previous?.hash ?? null,
    previousDigestHashAlgorithm: previous ? 'SHA-256' : null,
    previousDigestSignature: previous?.signature ?? null,
    logFiles: logs.map((log) => ({
      ...log,
      newestEventTime: formatMicros(end),
      oldestEventTime: formatMicros(start),
    })),
  };
}

/** Writes a digest with its signature in the metadata. */
export function putDigest(
  store: MemoryTrailStore,
  key: string,
  digest: Record<string, unknown>,
  signer: SigningKey,
): { readonly hash: string; readonly signature: string } {
  const body = Buffer.from(JSON.stringify(digest, null, 2));
  const hash = sha256(body);
  const place = `${digest.digestS3Bucket}/${digest.digestS3Object}`;
  const data = [digest.digestEndTime, place, hash, digest.previousDigestSignature ?? 'null'].join('\n');
  const signature = sign('RSA-SHA256', Buffer.from(data), signer.privateKey).toString('hex');
  store.put(key, gzipSync(body), { signature, 'signature-algorithm': 'SHA256withRSA' });
  return { hash, signature };
}

function compact(time: number): string {
  return formatMicros(time).replaceAll(/[-:]/g, '');
}

function day(time: number): string {
  return formatMicros(time).slice(0, 10).replaceAll('-', '/');
}
