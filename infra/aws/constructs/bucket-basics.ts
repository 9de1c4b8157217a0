import { RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, type BucketProps, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { PlatformProps } from '../platform-stack';

/**
 * What every bucket of the platform is: private, without ACLs, over TLS alone, with all versions. In production it
 * outlives its stack; in a trial it goes with it, emptied. Name, encryption and lifecycle are each bucket's own.
 */
export function bucketBasics({ platform }: Pick<PlatformProps, 'platform'>) {
  const production = platform.lifecycle === 'production';
  return {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    autoDeleteObjects: !production,
  } as const satisfies BucketProps;
}
