import { createPublicKey } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../../ports/clock';
import { followBundles, type Look } from '../../rules/follow-bundles';
import type { Bundle } from './bundle';
import { s3BundlePlace } from './bundle-store';
import { clientOptions } from './client-options';
import { DynamoKeyValueStore } from './key-value-store';
import { emit, logger } from './telemetry';

/** Where a function finds published bundles. */
export interface PublishedPlace {
  readonly home: string;
  /** Bucket; absent where none are published. */
  readonly bundles?: string;
  /** Table of the platform's state. */
  readonly table: string;
}

/**
 * What a function works with, asked before each run: made of the bundle that was deployed, or of the one published
 * since. Without public keys in the configuration nothing but what was deployed is used.
 *
 * @param make throws where it cannot, and the published bundle is refused
 */
export function followPublished<Made>(
  deployed: Bundle,
  { home, bundles, table }: PublishedPlace,
  clock: Clock,
  make: (bundle: Bundle) => Promise<Made>,
): () => Promise<Made> {
  const { bundle } = deployed.platform.detections;
  if (bundle === undefined || bundles === undefined) {
    let made: Made | undefined;
    return async () => {
      made ??= await make(deployed);
      return made;
    };
  }
  return followBundles({
    place: s3BundlePlace(new S3Client(clientOptions(home)), bundles),
    keys: bundle.keys.map((key) =>
      createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
    ),
    leastSequence: bundle.leastSequence,
    everyMinutes: bundle.everyMinutes,
    clock,
    state: new DynamoKeyValueStore(new DynamoDBClient(clientOptions(home)), table),
    make: (published) => make(published === undefined ? deployed : { ...deployed, published }),
    tell,
  });
}

function tell({ pointer, changed, problem }: Look): void {
  emit('BundleSequence', pointer?.sequence ?? 0);
  emit('BundleRefused', problem === undefined ? 0 : 1);
  if (problem !== undefined) {
    logger.error('published rules refused', { problem, inForce: pointer?.version ?? 'deployed' });
  }
  if (changed) {
    logger.info('rules in force', { version: pointer?.version ?? 'deployed', sequence: pointer?.sequence });
  }
}
