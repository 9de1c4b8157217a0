import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { rawKeyAlias, roleName } from '../../policy/names';
import { keyArnOf, rawDestinationArn } from '../constructs/raw-location';
import type { PlatformProps } from '../platform-stack';

/** Where a Firehose tells of what it could not deliver. */
export function errorLogName(deliveryName: string): string {
  return `/aws/kinesisfirehose/${deliveryName}`;
}

export interface DeliveryRoleProps extends PlatformProps {
  /** Part of the role's name, by which the raw bucket and its key let it in. */
  readonly rolePart: string;
  /** Firehose, its log of errors after it. */
  readonly deliveryName: string;
  /** Below the raw store's prefix, without slashes at its ends. */
  readonly folder: string;
  /** Reading of its source. @default it is put to */
  readonly reading?: readonly PolicyStatement[];
}

/** By which one Firehose writes to one folder of the raw store. Source: Amazon Data Firehose, controlling access. */
export function deliveryRole(scope: Construct, id: string, props: DeliveryRoleProps): Role {
  const { platform, deliveryName } = props;
  const stack = Stack.of(scope);
  const errors = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${errorLogName(deliveryName)}:log-stream:delivery`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const statements = [
    ...(props.reading ?? []),
    new PolicyStatement({
      sid: 'Raw',
      actions: ['s3:PutObject', 's3:AbortMultipartUpload'],
      resources: [`${rawDestinationArn(stack, props)}/${props.folder}/*`],
    }),
    rawKey(stack, props),
    new PolicyStatement({ sid: 'Errors', actions: ['logs:PutLogEvents'], resources: [errors] }),
  ];
  return new Role(scope, id, {
    roleName: roleName(platform, props.rolePart),
    description: `Firehose ${deliveryName} writes ${props.folder} of the raw store with it`,
    assumedBy: new ServicePrincipal('firehose.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': stack.account },
    }),
    inlinePolicies: { deliver: new PolicyDocument({ statements }) },
  });
}

/** The key of the raw store has an id that is made up when it is created: named by its alias. */
function rawKey(stack: Stack, { platform, aws }: DeliveryRoleProps): PolicyStatement {
  const known = keyArnOf(aws.existing.logBucket);
  const any = stack.formatArn({
    service: 'kms',
    region: aws.existing.logBucket?.region ?? aws.homeRegion,
    account: aws.logArchiveAccount,
    resource: 'key',
    resourceName: '*',
  });
  return new PolicyStatement({
    sid: 'RawKey',
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    resources: [known ?? any],
    ...(known === undefined
      ? { conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': rawKeyAlias(platform) } } }
      : {}),
  });
}
