import {
  ORGANIZATION_POLICY_LIMIT,
  type PolicyDocument,
  type PolicyStatement,
  policyDocument,
} from './document';
import {
  exemptRoles,
  type GuardrailContext,
  ownBuckets,
  ownRoles,
  platformAccounts,
  stackSetRoles,
} from './exempt';
import { KEY_ACTIONS, loggingActions, OWN_RESOURCE_ACTIONS } from './protected-actions';

/**
 * Nobody in a member account, administrators and root users included, switches off a log that kumomori collects, or
 * changes the platform's roles, rules, stacks, buckets and keys; and no account leaves. Only the exempt roles may,
 * but for leaving. Organizations binds no principal of the management account by it.
 */
export function serviceControlPolicy(context: GuardrailContext): PolicyDocument {
  const { platform, aws, partition } = context;
  const butExempt = { ArnNotLike: { 'aws:PrincipalArn': exemptRoles(context) } };
  const logging: PolicyStatement = {
    Sid: 'KeepLogging',
    Effect: 'Deny',
    Action: loggingActions(aws),
    Resource: ['*'],
    Condition: butExempt,
  };
  const own: PolicyStatement = {
    Sid: 'KeepPlatform',
    Effect: 'Deny',
    Action: OWN_RESOURCE_ACTIONS,
    Resource: [
      ownRoles(context),
      stackSetRoles(context),
      `arn:${partition}:cloudformation:*:*:stack/${platform.name}-*`,
      `arn:${partition}:cloudformation:*:*:stack/StackSet-${platform.name}-*`,
      `arn:${partition}:events:*:*:rule/${platform.name}-*`,
      ...ownBuckets(context),
    ],
    Condition: butExempt,
  };
  const keys: PolicyStatement = {
    Sid: 'KeepKeys',
    Effect: 'Deny',
    Action: KEY_ACTIONS,
    Resource: platformAccounts(aws).map((account) => `arn:${partition}:kms:*:${account}:key/*`),
    Condition: { ...butExempt, StringEquals: { 'aws:ResourceTag/platform': platform.name } },
  };
  const membership: PolicyStatement = {
    Sid: 'StayInOrganization',
    Effect: 'Deny',
    Action: ['organizations:LeaveOrganization'],
    Resource: ['*'],
  };
  return policyDocument('the service control policy', ORGANIZATION_POLICY_LIMIT, [
    logging,
    own,
    keys,
    membership,
  ]);
}
