import { policyName, roleName } from '../names';
import { MANAGED_POLICY_LIMIT, type PolicyDocument, type PolicyStatement, policyDocument } from './document';
import { type GuardrailContext, roleArn } from './exempt';

/** What makes or changes a role's rights. */
const ROLE_ACTIONS = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PassRole',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
] as const;

const POLICY_ACTIONS = [
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:SetDefaultPolicyVersion',
] as const;

/**
 * The most that CDK's deployment role can do, given to `cdk bootstrap --custom-permissions-boundary`: everything but
 * people's credentials, roles that are not the platform's, its own boundary and, in production, breaking a lock or
 * destroying a key. Whoever can deploy the platform does not thereby own the account.
 */
export function deploymentBoundary(context: GuardrailContext): PolicyDocument {
  const { platform } = context;
  const statements: PolicyStatement[] = [
    { Sid: 'Deploy', Effect: 'Allow', Action: ['*'], Resource: ['*'] },
    {
      Sid: 'NoCredentialsOfPeople',
      Effect: 'Deny',
      Action: [
        'iam:*AccessKey*',
        'iam:*LoginProfile',
        'iam:*User',
        'iam:*Group',
        'iam:*SAMLProvider',
        'iam:*OpenIDConnectProvider*',
      ],
      Resource: ['*'],
    },
    {
      Sid: 'OnlyRolesOfThePlatform',
      Effect: 'Deny',
      Action: ROLE_ACTIONS,
      NotResource: [roleArn(context, roleName(platform, '*')), roleArn(context, 'aws-service-role/*')],
    },
    {
      Sid: 'KeepBoundary',
      Effect: 'Deny',
      Action: POLICY_ACTIONS,
      Resource: [`arn:${context.partition}:iam::*:policy/${policyName(platform, 'deployment-boundary')}`],
    },
    {
      Sid: 'NoBoundaryRemoved',
      Effect: 'Deny',
      Action: ['iam:DeleteRolePermissionsBoundary'],
      Resource: ['*'],
    },
    {
      Sid: 'StayInOrganization',
      Effect: 'Deny',
      Action: ['account:CloseAccount', 'organizations:DeleteOrganization', 'organizations:LeaveOrganization'],
      Resource: ['*'],
    },
  ];
  return policyDocument('the permissions boundary of deployment', MANAGED_POLICY_LIMIT, [
    ...statements,
    ...(platform.lifecycle === 'production' ? [KEEP_STORES] : []),
  ]);
}

const KEEP_STORES: PolicyStatement = {
  Sid: 'NoStoreDestroyed',
  Effect: 'Deny',
  Action: ['kms:ScheduleKeyDeletion', 's3:BypassGovernanceRetention'],
  Resource: ['*'],
};
