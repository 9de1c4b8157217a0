import { acknowledge, at, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';
import { ANALYSTS, FUNCTIONS } from './paths';

const ENROLMENT_ROLES = ['Management/*/Roles/Enrolment/Resource', 'Security/*/Roles/Enrolment/Resource'];

export const POLICIES: readonly Acknowledgement[] = [
  ...acknowledge(
    'The policy is of this one role and goes with it: nobody can attach it elsewhere.',
    ['NIST.800.53.R5-IAMNoInlinePolicy'],
    [
      ...at(FUNCTIONS, 'Role/Resource'),
      ...at(FUNCTIONS, 'Role/DefaultPolicy/Resource'),
      ...ENROLMENT_ROLES,
      'LogArchive/*/Events/Role/DefaultPolicy/Resource',
      'Security/RawEvents/Role/Resource',
      'LogArchive/Watch/Emergency/Reader/Role/Resource',
      'LogArchive/Watch/Emergency/KeyAdministrator/Role/Resource',
      'Management/Access/Role/Resource',
      'Management/*/Events/Role/Resource',
      'Security/*/Events/Role/Resource',
      'Security/*/GuardDuty/*/CustomResourcePolicy/Resource',
      'Security/*/SecurityHub/*/CustomResourcePolicy/Resource',
    ],
  ),
  ...acknowledge(
    'AWS keeps the list of what Config records; a list of our own would miss every new service.',
    ['AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWS_ConfigRole]'],
    ['Management/*/Config/Role/Resource', 'Security/*/Config/Role/Resource'],
  ),
  ...acknowledge(
    'AWS keeps the list of what an aggregator reads; a list of our own would miss every new service.',
    [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSConfigRoleForOrganizations]',
    ],
    ['Security/*/Config/Role/Resource'],
  ),
  ...acknowledge(
    'Its actions take no resource (X-Ray, list, describe, log delivery, what the console offers); Kumomori-no-wildcard lets no other pass.',
    [pattern('*')],
    [
      ...at(FUNCTIONS, 'Role/DefaultPolicy/Resource'),
      ...ENROLMENT_ROLES,
      'Management/Access/Role/Resource',
      'Security/Integrity/Verify/Role/Resource',
      ANALYSTS,
      'Security/*/GuardDuty/*/CustomResourcePolicy/Resource',
    ],
  ),
  ...acknowledge(
    'Whatever VPCs an account has or will have, in this account alone.',
    [
      pattern('arn:<AWS::Partition>:ec2:*:{}:vpc/*'),
      pattern('arn:<AWS::Partition>:ec2:*:{}:vpc-flow-log/*'),
      pattern('arn:<AWS::Partition>:route53resolver:*:{}:resolver-query-log-config/*'),
    ],
    ENROLMENT_ROLES,
  ),
  ...acknowledge(
    'A permissions boundary: it grants nothing, and bounds roles of every account and region alike.',
    [
      pattern('*'),
      pattern('arn:<AWS::Partition>:ec2:*:*:*'),
      pattern('arn:<AWS::Partition>:route53resolver:*:*:*'),
      pattern('arn:<AWS::Partition>:events:*:{}:event-bus/{}'),
      pattern('arn:<AWS::Partition>:iam::*:role/aws-service-role/route53resolver.amazonaws.com/*'),
    ],
    ['Management/*/Roles/Boundary/Resource', 'Security/*/Roles/Boundary/Resource'],
  ),
  ...acknowledge(
    'Accounts and organizational units below those that are listed are not known beforehand; the roles themselves ask for the organization.',
    [
      pattern('arn:<AWS::Partition>:iam::*:role/{}-enrolment'),
      pattern('arn:<AWS::Partition>:organizations::{}:ou/{}/*'),
    ],
    ['Security/Enrolment/Function/Enrol/Role/Resource'],
  ),
  ...acknowledge(
    "The id of a key is made up when it is created: a condition on its alias names the lake's, which is deployed later.",
    [pattern('arn:<AWS::Partition>:kms:{}:{}:key/*')],
    ['Security/Enrolment/Function/Enrol/Role/Resource'],
  ),
  ...acknowledge(
    'The id of a detector is made up by GuardDuty; there is one a region.',
    [pattern('arn:<AWS::Partition>:guardduty:{}:{}:detector/*')],
    ['Security/*/GuardDuty/*/CustomResourcePolicy/Resource'],
  ),
];
