import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { partitionOf } from '../../../lib/config/aws-partition';
import { lakeKeyAlias } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export function bucketArn(stack: Stack, name: string): string {
  return stack.formatArn({ service: 's3', region: '', account: '', resource: name });
}

/** Use of the lake's key, which another stack makes, by way of S3: named by its alias. */
export function lakeKey(stack: Stack, sid: string, props: PlatformProps, actions: string[]): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions,
    resources: [stack.formatArn({ service: 'kms', resource: 'key', resourceName: '*' })],
    conditions: {
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': lakeKeyAlias(props.platform) },
      StringEquals: { 'kms:ViaService': s3In(props) },
    },
  });
}

/** The lake's key, to read with. */
export function decryptLake(stack: Stack, sid: string, props: PlatformProps): PolicyStatement {
  return lakeKey(stack, sid, props, ['kms:Decrypt']);
}

/** S3 as a key sees it; in China it may go by either name. */
export function s3In({ aws: { homeRegion } }: PlatformProps): string | string[] {
  const name = `s3.${homeRegion}.amazonaws.com`;
  return partitionOf(homeRegion) === 'aws-cn' ? [name, `${name}.cn`] : name;
}
