import type { AwsConfig } from './schema/platform';

/** What the security account may use in its home region. */
export interface AwsQuotas {
  readonly lambdaConcurrency: number;
  readonly lambdaMemoryMb: number;
  readonly kinesisShards: number;
}

/** Regions with the higher quota of shards. Source: Amazon Kinesis Data Streams, quotas and limits. */
const MANY_SHARDS: ReadonlySet<string> = new Set(['us-east-1', 'us-west-2', 'eu-west-1']);

/** The quotas that are configured, for the others AWS's defaults. Source: AWS Lambda quotas, for those of Lambda. */
export function resolveQuotas({ quotas, home_region }: AwsConfig): AwsQuotas {
  return {
    lambdaConcurrency: quotas.lambda_concurrency ?? 1_000,
    lambdaMemoryMb: quotas.lambda_memory_mb ?? 10_240,
    kinesisShards: quotas.kinesis_shards ?? (MANY_SHARDS.has(home_region) ? 500 : 200),
  };
}
