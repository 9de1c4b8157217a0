import { S3Client } from '@aws-sdk/client-s3';
import { ingestQueueName, lakeBucketName, stateTableName } from '../../infra/policy/names';
import { rawPlaces } from '../../infra/policy/raw-places';
import type { ResolvedAws, ResolvedPlatform } from '../../lib/config/resolved';
import { clientOptions } from '../../lib/targets/aws/client-options';
import { UsageError } from './errors';
import { configFile, loadPlatform, type PlatformOptions } from './platform';

/** The platform as it is deployed on AWS, by the names the configuration gives. Credentials are the environment's. */
export interface AwsPlatform {
  readonly platform: ResolvedPlatform;
  readonly aws: ResolvedAws;
  readonly home: string;
  /** Bucket of the lake. */
  readonly lake: string;
  /** Table of the platform's state. */
  readonly table: string;
  readonly raw: ReturnType<typeof rawPlaces>;
  /** URL of the queue that raw objects come into the lake by. */
  readonly queue: string;
  readonly s3: (region: string) => S3Client;
}

export async function openAwsPlatform(options: PlatformOptions): Promise<AwsPlatform> {
  const { platform } = await loadPlatform(options);
  const { aws } = platform;
  if (aws === undefined) {
    throw new UsageError(`${configFile(options.config)}: has no aws: nothing of the platform is on AWS`);
  }
  const home = aws.homeRegion;
  const suffix = home.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    platform,
    aws,
    home,
    lake: lakeBucketName(platform, aws),
    table: stateTableName(platform),
    raw: rawPlaces(platform, aws),
    queue: `https://sqs.${home}.${suffix}/${aws.securityAccount}/${ingestQueueName(platform)}`,
    s3: (region) => new S3Client(clientOptions(region)),
  };
}

/** Where a command does its work. */
export type TargetName = 'local' | 'aws';

export function readTarget(target: string | undefined): TargetName {
  if (target !== undefined && target !== 'local' && target !== 'aws') {
    throw new UsageError(`--target ${target}: no such target; local or aws`);
  }
  return target ?? 'local';
}
