import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { bundleBucketName } from '../../../infra/policy/names';
import type { ResolvedAws, ResolvedPlatform } from '../../../lib/config/resolved';
import { requireSigningKey } from '../../../lib/rules/bundle';
import type { BundlePlace } from '../../../lib/rules/bundle-place';
import type { Publisher } from '../../../lib/rules/publish-bundle';
import { keyId } from '../../../lib/rules/signature';
import { s3BundlePlace } from '../../../lib/targets/aws/bundle-store';
import { clientOptions } from '../../../lib/targets/aws/client-options';
import { systemClock } from '../clock';
import { UsageError } from '../errors';

/** A platform's bucket of published bundles, and whom its functions trust. */
export interface PublishedRules {
  readonly aws: ResolvedAws;
  readonly place: BundlePlace;
  readonly keys: readonly KeyObject[];
}

/** Opens the bucket as whoever the environment's AWS credentials are. Throws a usage error where there is none. */
export function openPlace(platform: ResolvedPlatform): PublishedRules {
  const { aws, detections } = platform;
  if (aws === undefined) {
    throw new UsageError('--target aws: the configuration has no aws block');
  }
  if (detections.bundle === undefined) {
    throw new UsageError(
      '--target aws: detections.bundle is not configured, so that functions use only what was deployed; name your public key in detections.bundle.keys and deploy',
    );
  }
  return {
    aws,
    place: s3BundlePlace(new S3Client(clientOptions(aws.homeRegion)), bundleBucketName(platform, aws)),
    keys: detections.bundle.keys.map((key) =>
      createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
    ),
  };
}

/** Who signs, now. Throws a usage error for a key that functions would refuse. */
export function publisherOf(key: KeyObject, keys: readonly KeyObject[]): Publisher {
  const own = createPublicKey(key);
  if (!keys.some((one) => keyId(one) === keyId(own))) {
    const base64 = own.export({ type: 'spki', format: 'der' }).toString('base64');
    throw new UsageError(
      `--key: functions would refuse what key ${keyId(own)} signs; they trust ${keys.map(keyId).join(', ')}. Add its public key to detections.bundle.keys and deploy: ${base64}`,
    );
  }
  return { key, keys, now: Math.floor(systemClock.nowMicros() / 1_000_000) };
}

/** The private key in a PEM file, for signing. */
export async function readSigningKey(file: string): Promise<KeyObject> {
  const pem = await readFile(file).catch(() => {
    throw new UsageError(`${file}: cannot be read`);
  });
  try {
    const key = createPrivateKey(pem);
    requireSigningKey(key);
    return key;
  } catch (error) {
    const reason =
      error instanceof Error && error.message.startsWith('rule bundles') ? error.message : undefined;
    throw new UsageError(
      `${file}: ${reason ?? 'is no private key in PEM; make one with `openssl genpkey -algorithm ed25519`'}`,
    );
  }
}
