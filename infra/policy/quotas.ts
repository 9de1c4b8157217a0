import { Stack } from 'aws-cdk-lib';
import { CfnStream } from 'aws-cdk-lib/aws-kinesis';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AwsQuotas } from '../../lib/config/aws-quotas';
import type { ResolvedAws } from '../../lib/config/resolved';

/** Executions that Lambda keeps for functions without a reservation. Source: AWS Lambda, reserved concurrency. */
const UNRESERVED = 100;

/** What stacks of an account and region reserve of something that AWS bounds for both together. */
interface Reserved {
  readonly what: string;
  readonly used: number;
  readonly quota: number;
  /** The quota that would do. */
  readonly needed: number;
  /** Name in Service Quotas, and below `aws.quotas`. */
  readonly name: string;
  readonly setting: string;
}

/**
 * Fails the synthesis of `app` when what its stacks reserve in the security account's home region is more than the
 * account may: CloudFormation would find out halfway through a deployment. A quota that was raised is told by
 * `aws.quotas`. Source: AWS Lambda quotas; Amazon Kinesis Data Streams, quotas and limits.
 */
export function requireQuotas(app: Construct, { securityAccount, homeRegion, quotas }: ResolvedAws): void {
  app.node.addValidation({
    validate: () => {
      const resources = app.node
        .findAll()
        .filter((one) => Stack.isStack(one))
        .filter(({ account, region }) => account === securityAccount && region === homeRegion)
        .flatMap((stack) => stack.node.findAll());
      return reservedBy(resources, quotas)
        .filter(({ needed, quota }) => needed > quota)
        .map(
          ({ what, used, quota, needed, name, setting }) =>
            `account ${securityAccount} in ${homeRegion}: ${what} ${used}, and the quota "${name}" is ${quota}: raise it to at least ${needed} in Service Quotas and say so by aws.quotas.${setting}: ${needed}, or choose a smaller volume`,
        );
    },
  });
}

function reservedBy(resources: readonly Construct[], quotas: AwsQuotas): readonly Reserved[] {
  const functions = resources.filter((one): one is CfnFunction => one instanceof CfnFunction);
  const concurrency = sum(
    functions.map(({ reservedConcurrentExecutions = 0 }) => reservedConcurrentExecutions),
  );
  const memory = Math.max(0, ...functions.map(({ memorySize = 0 }) => memorySize));
  const shards = sum(resources.flatMap((one) => (one instanceof CfnStream ? [one.shardCount ?? 0] : [])));
  return [
    {
      what: 'functions reserve so many runs at once:',
      used: concurrency,
      quota: quotas.lambdaConcurrency,
      needed: concurrency === 0 ? 0 : concurrency + UNRESERVED,
      name: 'Lambda, Concurrent executions',
      setting: 'lambda_concurrency',
    },
    {
      what: 'a function has so many MB of memory:',
      used: memory,
      quota: quotas.lambdaMemoryMb,
      needed: memory,
      name: 'Lambda, Function memory',
      setting: 'lambda_memory_mb',
    },
    {
      what: 'streams have so many shards:',
      used: shards,
      quota: quotas.kinesisShards,
      needed: shards,
      name: 'Kinesis Data Streams, Shards per Region',
      setting: 'kinesis_shards',
    },
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
