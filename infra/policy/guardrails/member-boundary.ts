import { centralBusName } from '../names';
import { MANAGED_POLICY_LIMIT, type PolicyDocument, policyDocument } from './document';
import type { GuardrailContext } from './exempt';

/** What enrolment does to networks and query logs in a member account. */
const ENROLMENT = [
  'ec2:CreateFlowLogs',
  'ec2:CreateTags',
  'ec2:DeleteFlowLogs',
  'route53resolver:AssociateResolverQueryLogConfig',
  'route53resolver:CreateResolverQueryLogConfig',
  'route53resolver:DeleteResolverQueryLogConfig',
  'route53resolver:DisassociateResolverQueryLogConfig',
  'route53resolver:TagResource',
] as const;

/** What it asks and tells services that takes no resource. */
const ASKING = [
  'ec2:DescribeFlowLogs',
  'ec2:DescribeVpcs',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:UpdateLogDelivery',
  'route53resolver:ListResolverQueryLogConfigAssociations',
  'route53resolver:ListResolverQueryLogConfigs',
] as const;

/**
 * The most the roles of enrolment and of event forwarding in a member account can ever do: turn logs on and off, and
 * send events to the central bus. Reading data, IAM and everything else are out of reach, whatever is attached to the
 * role. AWS Config's role is none of these: its policy is AWS's, and reads the configuration of everything.
 */
export function memberBoundary({ platform, aws, partition }: GuardrailContext): PolicyDocument {
  return policyDocument('the permissions boundary of member accounts', MANAGED_POLICY_LIMIT, [
    {
      Sid: 'Enrolment',
      Effect: 'Allow',
      Action: ENROLMENT,
      Resource: [`arn:${partition}:ec2:*:*:*`, `arn:${partition}:route53resolver:*:*:*`],
    },
    { Sid: 'Asking', Effect: 'Allow', Action: ASKING, Resource: ['*'] },
    {
      Sid: 'CentralBus',
      Effect: 'Allow',
      Action: ['events:PutEvents'],
      Resource: [`arn:${partition}:events:*:${aws.securityAccount}:event-bus/${centralBusName(platform)}`],
    },
    {
      Sid: 'ResolverRole',
      Effect: 'Allow',
      Action: ['iam:CreateServiceLinkedRole'],
      Resource: [`arn:${partition}:iam::*:role/aws-service-role/route53resolver.amazonaws.com/*`],
      Condition: {
        StringEquals: {
          'iam:AWSServiceName': 'route53resolver.amazonaws.com',
        },
      },
    },
  ]);
}
