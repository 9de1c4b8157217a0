import { generateKeyPairSync } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { type BundleFile, makeBundle } from '../../../lib/rules/bundle';
import { type BundlePlace, placeKeys } from '../../../lib/rules/bundle-place';
import type { Pointer } from '../../../lib/rules/pointer';
import { publishBundle } from '../../../lib/rules/publish-bundle';
import { s3BundlePlace } from '../../../lib/targets/aws/bundle-store';
import { clientOptions } from '../../../lib/targets/aws/client-options';
import { LoopbackS3 } from '../targets/aws/loopback-s3';

export const OWN = generateKeyPairSync('ed25519');
export const STRANGER = generateKeyPairSync('ed25519');
export const NOW = 1_790_000_000;

export const rule = (path: string, text = `# ${path}`): BundleFile => ({
  kind: 'rules',
  path,
  bytes: Buffer.from(text),
});

/** A bucket of bundles on the loopback interface, and ways to publish to it. */
export class Bucket {
  readonly s3 = new LoopbackS3();
  private client: S3Client | undefined;

  /** The address it answers at. */
  async start(): Promise<string> {
    const endpoint = await this.s3.start();
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    this.client = new S3Client({
      ...clientOptions('eu-west-1', { endpoint, credentials }),
      forcePathStyle: true,
    });
    return endpoint;
  }

  async stop(): Promise<void> {
    this.client?.destroy();
    await this.s3.stop();
  }

  place(name = 'bundles'): BundlePlace {
    if (this.client === undefined) {
      throw new Error('start the bucket first');
    }
    return s3BundlePlace(this.client, name);
  }

  /** Publishes rules under one more second each time, unless one is given. */
  async publish(files: readonly BundleFile[], now = NOW, { privateKey, publicKey } = OWN): Promise<Pointer> {
    const published = await publishBundle(this.place(), makeBundle(files, privateKey), {
      key: privateKey,
      keys: [publicKey],
      now,
    });
    if (!published.ok) {
      throw new Error(published.problem);
    }
    return published.value;
  }

  get pointer(): Buffer {
    return this.s3.objects.get(placeKeys.pointer) ?? Buffer.alloc(0);
  }

  set pointer(bytes: Buffer) {
    this.s3.objects.set(placeKeys.pointer, bytes);
  }
}

/** The bytes with one bit turned. */
export function flipped(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}
