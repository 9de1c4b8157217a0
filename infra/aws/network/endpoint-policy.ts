import { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ACTIONS_WITHOUT_RESOURCE } from '../../policy/actions-without-resource';
import type { PlatformProps } from '../platform-stack';

/**
 * What may pass an endpoint: the actions of the platform's functions, by roles of this account, on what is the
 * organization's (without one: the platform's accounts'); of S3 on the platform's buckets alone. Stolen credentials
 * or data of others pass neither way. Endpoints name whoever asks in conditions: as principal they take `*` only.
 */
export function endpointPolicy(
  scope: Construct,
  props: PlatformProps,
  service: string,
  actions: readonly string[],
): PolicyDocument {
  const own = { StringEquals: { 'aws:PrincipalAccount': props.aws.securityAccount } };
  const without = actions.filter((action) => ACTIONS_WITHOUT_RESOURCE.has(action.toLowerCase()));
  const others = actions.filter((action) => !without.includes(action));
  const statement = (sid: string, allowed: readonly string[], resources: string[], more = {}) =>
    new PolicyStatement({
      sid,
      principals: [new AnyPrincipal()],
      actions: [...allowed].sort(),
      resources,
      conditions: { StringEquals: { ...own.StringEquals, ...more } },
    });
  return new PolicyDocument({
    statements: [
      ...(others.length === 0
        ? []
        : [
            statement('Functions', others, service === 's3' ? buckets(scope, props) : ['*'], ownersOf(props)),
          ]),
      ...(without.length === 0 ? [] : [statement('WithoutResource', without, ['*'])]),
    ],
  });
}

function ownersOf({ aws }: PlatformProps): Record<string, string | string[]> {
  const accounts = [
    aws.securityAccount,
    aws.logArchiveAccount,
    ...existing(aws).map(({ account }) => account),
  ];
  return aws.organizationId === undefined
    ? { 'aws:ResourceAccount': [...new Set(accounts)].sort() }
    : { 'aws:ResourceOrgID': aws.organizationId };
}

/** Every bucket of the platform begins with its name. */
function buckets(scope: Construct, { platform, aws }: PlatformProps): string[] {
  const { partition } = Stack.of(scope);
  const before = existing(aws).flatMap(({ name }) => [name, `${name}/*`]);
  return [`${platform.name}-*`, ...new Set(before)].map((name) => `arn:${partition}:s3:::${name}`);
}

function existing({ existing: { trail, logBucket } }: PlatformProps['aws']) {
  return [trail?.bucket, logBucket].flatMap((one) => one ?? []);
}
