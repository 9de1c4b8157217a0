import type { Stack } from 'aws-cdk-lib';
import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { DataEvents } from '../../../lib/config/schema/aws-services';
import { functionName, regionalBucketName, wafBucketName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

type Selector = CfnTrail.AdvancedEventSelectorProperty;

/** Buckets of the platform that a recorded event ends up in. */
const OWN_BUCKETS = ['raw', 'landing', 'access-logs', 'lake'] as const;

/**
 * What the trail records: every management event, and the data events that are asked for. Not those of the platform's
 * own buckets and functions: each would be recorded, delivered and read, and so cause the next.
 */
export function eventSelectors(stack: Stack, props: PlatformProps): Selector[] {
  return [
    { name: 'Management events', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] },
    ...props.aws.trail.dataEvents.map((kind) => SELECTORS[kind](stack, props)),
  ];
}

const SELECTORS: Readonly<Record<DataEvents, (stack: Stack, props: PlatformProps) => Selector>> = {
  s3: (stack, { platform, aws }) => {
    const { existing } = aws;
    const named = [existing.logBucket, existing.config?.bucket].flatMap((bucket) => bucket?.name ?? []);
    // Ours by how their names begin: there is one of some for each region.
    const buckets = [
      ...OWN_BUCKETS.map((part) => regionalBucketName(platform, aws, part, '')),
      wafBucketName(platform, aws, ''),
      ...named.map((name) => `${name}/`),
    ];
    return dataEvents(
      'S3 data events',
      'AWS::S3::Object',
      buckets.map((bucket) => stack.formatArn({ service: 's3', region: '', account: '', resource: bucket })),
    );
  },
  lambda: (stack, { platform, aws }) => {
    const accounts = [...new Set([aws.securityAccount, aws.logArchiveAccount])];
    return dataEvents(
      'Lambda data events',
      'AWS::Lambda::Function',
      accounts.flatMap((account) =>
        aws.regions.map(
          (region) =>
            `${stack.formatArn({ service: 'lambda', region, account, resource: 'function' })}:${functionName(platform, '')}`,
        ),
      ),
    );
  },
};

function dataEvents(name: string, type: string, own: readonly string[]): Selector {
  return {
    name,
    fieldSelectors: [
      { field: 'eventCategory', equalTo: ['Data'] },
      { field: 'resources.type', equalTo: [type] },
      { field: 'resources.ARN', notStartsWith: [...own] },
    ],
  };
}
