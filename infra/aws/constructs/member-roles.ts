import { Aws, Stack } from 'aws-cdk-lib';
import {
  AccountPrincipal,
  type Conditions,
  Effect,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { memberBoundary } from '../../policy/guardrails/member-boundary';
import { policyName, roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { roleArn } from './role-arn';

/**
 * The role the enrolment function takes in a member account, once an account: flow logs and resolver query logs, and
 * nothing else. Only that function's role can take it, from within the organization; naming it in a condition rather
 * than as the principal keeps the trust when the function is deployed anew. A permissions boundary bounds it besides.
 */
export class MemberRoles extends Construct {
  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps) {
    super(scope, id);
    const conditions: Conditions = {
      ArnEquals: { 'aws:PrincipalArn': roleArn(this, aws.securityAccount, roleName(platform, 'enrol')) },
      ...(aws.organizationId === undefined
        ? {}
        : { StringEquals: { 'aws:PrincipalOrgID': aws.organizationId } }),
    };
    const boundary = new ManagedPolicy(this, 'Boundary', {
      managedPolicyName: policyName(platform, 'member-boundary'),
      description: 'The most that roles of Kumomori in this account can do, whatever is attached to them',
      document: PolicyDocument.fromJson(memberBoundary({ platform, aws, partition: Aws.PARTITION })),
    });
    new Role(this, 'Enrolment', {
      roleName: roleName(platform, 'enrolment'),
      permissionsBoundary: boundary,
      description: 'Kumomori turns on VPC flow logs and resolver query logs with it',
      assumedBy: new AccountPrincipal(aws.securityAccount).withConditions(conditions),
      inlinePolicies: {
        enrolment: new PolicyDocument({
          statements: [...flowLogs(this), ...queryLogs(this), logDelivery()],
        }),
      },
    });
  }
}

/** EC2 describes everything or nothing; what is deleted must bear the platform's tag. */
function flowLogs(scope: Construct): PolicyStatement[] {
  const arn = (resource: string) =>
    Stack.of(scope).formatArn({ service: 'ec2', region: '*', resource, resourceName: '*' });
  const tag = { 'managed-by': 'kumomori' };
  return [
    new PolicyStatement({
      sid: 'Look',
      actions: ['ec2:DescribeVpcs', 'ec2:DescribeFlowLogs'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'CreateFlowLogs',
      actions: ['ec2:CreateFlowLogs'],
      resources: [arn('vpc'), arn('vpc-flow-log')],
    }),
    new PolicyStatement({
      sid: 'TagFlowLogs',
      actions: ['ec2:CreateTags'],
      resources: [arn('vpc-flow-log')],
      conditions: { StringEquals: { 'ec2:CreateAction': 'CreateFlowLogs' } },
    }),
    new PolicyStatement({
      sid: 'DeleteOwnFlowLogs',
      actions: ['ec2:DeleteFlowLogs'],
      resources: [arn('vpc-flow-log')],
      conditions: {
        StringEquals: Object.fromEntries(
          Object.entries(tag).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
        ),
      },
    }),
  ];
}

function queryLogs(scope: Construct): PolicyStatement[] {
  const config = Stack.of(scope).formatArn({
    service: 'route53resolver',
    region: '*',
    resource: 'resolver-query-log-config',
    resourceName: '*',
  });
  const vpc = Stack.of(scope).formatArn({ service: 'ec2', region: '*', resource: 'vpc', resourceName: '*' });
  return [
    new PolicyStatement({
      sid: 'QueryLogs',
      actions: [
        'route53resolver:CreateResolverQueryLogConfig',
        'route53resolver:TagResource',
        'route53resolver:AssociateResolverQueryLogConfig',
        'route53resolver:DisassociateResolverQueryLogConfig',
        'route53resolver:DeleteResolverQueryLogConfig',
      ],
      resources: [config, vpc],
    }),
    new PolicyStatement({
      sid: 'LookAtQueryLogs',
      actions: [
        'route53resolver:ListResolverQueryLogConfigs',
        'route53resolver:ListResolverQueryLogConfigAssociations',
      ],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'ResolverServiceRole',
      effect: Effect.ALLOW,
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [
        roleArn(
          scope,
          Stack.of(scope).account,
          'aws-service-role/route53resolver.amazonaws.com/AWSServiceRoleForRoute53Resolver',
        ),
      ],
      conditions: { StringEquals: { 'iam:AWSServiceName': 'route53resolver.amazonaws.com' } },
    }),
  ];
}

/** How a service is told to deliver to S3; these actions take no resource. */
function logDelivery(): PolicyStatement {
  return new PolicyStatement({
    sid: 'LogDelivery',
    actions: [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:ListLogDeliveries',
    ],
    resources: ['*'],
  });
}
