import type { ResolvedAws, ResolvedPlatform } from '../../../lib/config/resolved';
import { roleName } from '../names';

/** What the documents are made from. */
export interface GuardrailContext {
  readonly platform: ResolvedPlatform;
  readonly aws: ResolvedAws;
  /** `aws`, or a reference that CloudFormation fills in. */
  readonly partition: string;
}

/** Roles of CDK's bootstrap that change stacks, `cdk-<qualifier>-<kind>-<account>-<region>`. */
const DEPLOYING = ['cfn-exec-role', 'deploy-role'] as const;

/** Accounts whose stacks are the platform's own; the management account is bound by no guardrail. */
export function platformAccounts({ securityAccount, logArchiveAccount }: ResolvedAws): readonly string[] {
  return [...new Set([securityAccount, logArchiveAccount])];
}

/** The ARN of roles of that name, in that account or any. */
export function roleArn({ partition }: GuardrailContext, name: string, account = '*'): string {
  return `arn:${partition}:iam::${account}:role/${name}`;
}

/** The platform's own roles, in whichever account. */
export function ownRoles(context: GuardrailContext): string {
  return roleArn(context, roleName(context.platform, '*'));
}

/** Roles that StackSets with trusted access act as in member accounts. */
export function stackSetRoles(context: GuardrailContext): string {
  return roleArn(context, 'stacksets-exec-*');
}

/**
 * Whom the guardrails let through: the deployment roles of the platform's accounts (not of others that happen to
 * share the qualifier), StackSets, the platform's own roles, and those the configuration names.
 */
export function exemptRoles(context: GuardrailContext): readonly string[] {
  const { aws } = context;
  return [
    ...platformAccounts(aws).flatMap((account) =>
      DEPLOYING.map((kind) =>
        roleArn(context, `cdk-${aws.bootstrapQualifier}-${kind}-${account}-*`, account),
      ),
    ),
    stackSetRoles(context),
    ownRoles(context),
    ...aws.guardrails.exemptRoles.map((name) => roleArn(context, name)),
  ];
}

/** The platform's buckets, whichever account and region they are in. */
export function ownBuckets({ platform, partition }: GuardrailContext): readonly string[] {
  return [
    `arn:${partition}:s3:::${platform.name}-*`,
    `arn:${partition}:s3:::aws-waf-logs-${platform.name}-*`,
  ];
}
