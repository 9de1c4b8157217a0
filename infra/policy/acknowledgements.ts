import type { Acknowledgement } from './acknowledgement';

const OWNER = 'platform';
const EXPIRES = '2027-11-30';

/** A function that aws-cdk-lib writes, which calls an API while CloudFormation deploys. */
const CALLER = 'AWS679f53fac002430cb0da5b7982bd2287';
const FUNCTIONS = [
  'LogArchive/Watch/Landing/Copy',
  'LogArchive/Watch/Landing/Sweep',
  'Security/Enrolment/Function/Enrol',
  'Security/Integrity/Verify',
];
const ENROLMENT_ROLES = ['Management/*/Roles/Enrolment/Resource', 'Security/*/Roles/Enrolment/Resource'];
const LANDINGS = ['LogArchive/*/Landing/Bucket/Resource', 'LogArchive/*/Waf/Bucket/Resource'];
const ACCESS_LOGS = [
  'LogArchive/Raw/Raw/AccessLog/Bucket/Resource',
  'LogArchive/*/AccessLog/Bucket/Resource',
];

/** Findings of rules at paths, each of each, that share a reason. */
function acknowledge(reason: string, ids: readonly string[], paths: readonly string[]): Acknowledgement[] {
  return ids.flatMap((id) => paths.map((path) => ({ id, path, reason, owner: OWNER, expires: EXPIRES })));
}

/** What aws-cdk-lib's IAM5 says of a resource; `{}` stands for what the configuration decides. */
function pattern(resource: string): string {
  return `AwsSolutions-IAM5[Resource::${resource}]`;
}

const at = (paths: readonly string[], below: string) => paths.map((path) => `${path}/${below}`);

const STORES: readonly Acknowledgement[] = [
  ...acknowledge(
    'A second copy would double the price and leave the region that residency allows: versions, Object Lock and a key that is kept protect the one.',
    ['NIST.800.53.R5-S3BucketReplicationEnabled'],
    ['LogArchive/Raw/Raw/Bucket/Resource', ...ACCESS_LOGS, ...LANDINGS],
  ),
  ...acknowledge(
    "S3 delivers access logs to a bucket under S3's own key only, without a default Object Lock retention.",
    ['NIST.800.53.R5-S3DefaultEncryptionKMS', 'Kumomori-bucket-encrypted', 'Kumomori-bucket-locked'],
    ACCESS_LOGS,
  ),
  ...acknowledge(
    'What writes here takes neither a lock by default nor a customer key; objects are copied to the raw store within minutes and expire after 14 days.',
    ['NIST.800.53.R5-S3DefaultEncryptionKMS', 'Kumomori-bucket-encrypted', 'Kumomori-bucket-locked'],
    LANDINGS,
  ),
  ...acknowledge(
    'It has point-in-time recovery, and what is in it is worked out again every hour.',
    ['NIST.800.53.R5-DynamoDBInBackupPlan'],
    ['Security/Central/State/Table/Resource'],
  ),
  ...acknowledge(
    'A copy in CloudWatch Logs costs 0.50 USD a GB: seconds come by EventBridge, and the record is the raw store.',
    ['NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled'],
    ['Management/Trail/Trail', 'Security/Trail/Trail'],
  ),
];

const POLICIES: readonly Acknowledgement[] = [
  ...acknowledge(
    'The policy is of this one role and goes with it: nobody can attach it elsewhere.',
    ['NIST.800.53.R5-IAMNoInlinePolicy'],
    [
      ...at(FUNCTIONS, 'Role/Resource'),
      ...at(FUNCTIONS, 'Role/DefaultPolicy/Resource'),
      ...ENROLMENT_ROLES,
      'LogArchive/*/Events/Role/DefaultPolicy/Resource',
      'LogArchive/Watch/Emergency/Reader/Role/Resource',
      'LogArchive/Watch/Emergency/KeyAdministrator/Role/Resource',
      'Management/Access/Role/Resource',
      'Management/*/Events/Role/Resource',
      'Security/*/Events/Role/Resource',
      'Security/Central/LogDelivery/Destination/Resource',
      'Security/Central/LogDelivery/Firehose/Resource',
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
    'Its actions take no resource (X-Ray, list, describe, log delivery); Kumomori-no-wildcard lets no other pass.',
    [pattern('*')],
    [
      ...at(FUNCTIONS, 'Role/DefaultPolicy/Resource'),
      ...ENROLMENT_ROLES,
      'Management/Access/Role/Resource',
      'Security/Integrity/Verify/Role/Resource',
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
    'The id of a detector is made up by GuardDuty; there is one a region.',
    [pattern('arn:<AWS::Partition>:guardduty:{}:{}:detector/*')],
    ['Security/*/GuardDuty/*/CustomResourcePolicy/Resource'],
  ),
];

const COPIES = [
  'LogArchive/Watch/Landing/Copy/Role/Resource',
  'LogArchive/Watch/Landing/Sweep/Role/Resource',
];
const READERS = [
  'LogArchive/Watch/Emergency/Reader/Role/Resource',
  'Security/Integrity/Verify/Role/Resource',
];
const FIREHOSE = 'Security/Central/LogDelivery/Firehose/Resource';

const DATA: readonly Acknowledgement[] = [
  ...acknowledge(
    'The id of the raw key is made up when it is created: a condition on its alias names it.',
    [pattern('arn:<AWS::Partition>:kms:{}:{}:key/*')],
    [...COPIES, ...READERS, 'LogArchive/Watch/Emergency/KeyAdministrator/Role/Resource'],
  ),
  ...acknowledge(
    'One role for the regions of all destinations: the raw key by its alias, streams and log groups by their names.',
    [
      pattern('arn:<AWS::Partition>:kms:*:{}:key/*'),
      pattern('arn:<AWS::Partition>:logs:*:{}:log-group:/aws/kinesisfirehose/{}:*'),
    ],
    [FIREHOSE],
  ),
  ...acknowledge(
    'One role for the regions of all destinations: the raw key by its alias, streams and log groups by their names.',
    [pattern('arn:<AWS::Partition>:firehose:*:{}:deliverystream/{}')],
    ['Security/Central/LogDelivery/Destination/Resource'],
  ),
  ...acknowledge(
    'Objects of one named bucket.',
    [pattern('arn:<AWS::Partition>:s3:::{}/*')],
    [...COPIES, ...READERS],
  ),
  ...acknowledge(
    'Objects below one prefix of one named bucket.',
    [pattern('arn:<AWS::Partition>:s3:::{}/AWSLogs/*')],
    COPIES,
  ),
  ...acknowledge(
    'Objects below one prefix of one named bucket.',
    [pattern('arn:<AWS::Partition>:s3:::{}/CloudWatchLogs/*')],
    [FIREHOSE],
  ),
];

const CODE: readonly Acknowledgement[] = [
  ...acknowledge(
    'It talks to APIs of AWS alone; in a VPC every region would need endpoints at 7 USD a month each.',
    ['NIST.800.53.R5-LambdaInsideVPC'],
    [
      ...at(FUNCTIONS, 'Function/Resource'),
      `Management/Access/${CALLER}/Resource`,
      `Security/*/${CALLER}/Resource`,
    ],
  ),
  ...acknowledge(
    'What calls it bounds how many run at once; new accounts have too few to reserve any.',
    ['NIST.800.53.R5-LambdaConcurrency'],
    [
      ...at(FUNCTIONS, 'Function/Resource'),
      `Management/Access/${CALLER}/Resource`,
      `Security/*/${CALLER}/Resource`,
    ],
  ),
  ...acknowledge(
    'Its queue has dead letters, its schedule runs again and an alarm tells of errors, or CloudFormation reports the failure itself.',
    ['NIST.800.53.R5-LambdaDLQ'],
    [
      ...at(FUNCTIONS.slice(0, 2), 'Function/Resource'),
      `Management/Access/${CALLER}/Resource`,
      `Security/*/${CALLER}/Resource`,
    ],
  ),
  ...acknowledge(
    "Names of objects, accounts and errors, no log content: CloudWatch Logs' own key encrypts it.",
    ['NIST.800.53.R5-CloudWatchLogGroupEncrypted'],
    [
      ...at(FUNCTIONS.slice(0, 2), 'Log/Resource'),
      'Management/Access/Log/Resource',
      `Security/*/${CALLER}/LogGroup/Resource`,
      'Security/*/Logs/Errors/Resource',
    ],
  ),
  ...acknowledge(
    'The role of a function that aws-cdk-lib writes, which calls an API while CloudFormation deploys.',
    [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ],
    [`Security/*/${CALLER}/ServiceRole/Resource`],
  ),
  ...acknowledge(
    'A function of aws-cdk-lib that empties the buckets of a trial when its stack is deleted; it takes no tags.',
    ['Kumomori-described[tags]'],
    [
      'LogArchive/*/Custom::S3AutoDeleteObjectsCustomResourceProvider/Role',
      'LogArchive/*/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler',
    ],
  ),
];

/** Every finding of the checks at synth that stays, in this one place. An expired one fails the synth. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [...STORES, ...POLICIES, ...DATA, ...CODE];
