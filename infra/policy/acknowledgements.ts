import { acknowledge, at, pattern } from './acknowledge';
import type { Acknowledgement } from './acknowledgement';

/** A function that aws-cdk-lib writes, which calls an API while CloudFormation deploys. */
const CALLER = 'AWS679f53fac002430cb0da5b7982bd2287';
const FUNCTIONS = [
  'LogArchive/Watch/Landing/Copy',
  'LogArchive/Watch/Landing/Sweep',
  'Security/Enrolment/Function/Enrol',
  'Security/Integrity/Verify',
  'Security/Pipeline/Normalize/Normalize',
  'Security/Pipeline/Reconcile/Reconcile',
  'Security/Pipeline/Notify/Notify',
];
const ANALYSTS = 'Security/Query/*/Policy/Resource';
const ENROLMENT_ROLES = ['Management/*/Roles/Enrolment/Resource', 'Security/*/Roles/Enrolment/Resource'];
const LANDINGS = ['LogArchive/*/Landing/Bucket/Resource', 'LogArchive/*/Waf/Bucket/Resource'];
const ACCESS_LOGS = [
  'LogArchive/Raw/Raw/AccessLog/Bucket/Resource',
  'LogArchive/*/AccessLog/Bucket/Resource',
  'Security/Pipeline/Lake/AccessLog/Resource',
];

const STORES: readonly Acknowledgement[] = [
  ...acknowledge(
    'A second copy would double the price and leave the region that residency allows: versions, Object Lock and a key that is kept protect the one.',
    ['NIST.800.53.R5-S3BucketReplicationEnabled'],
    [
      'LogArchive/Raw/Raw/Bucket/Resource',
      'Security/Pipeline/Lake/Bucket/Resource',
      ...ACCESS_LOGS,
      ...LANDINGS,
    ],
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
      'Security/RawEvents/Role/Resource',
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
const INGEST = [
  'Security/Pipeline/Normalize/Normalize/Role/Resource',
  'Security/Pipeline/Reconcile/Reconcile/Role/Resource',
];
const FIREHOSE = 'Security/Central/LogDelivery/Firehose/Resource';

const DATA: readonly Acknowledgement[] = [
  ...acknowledge(
    'The id of a key is made up when it is created: a condition on its alias names the one that is meant.',
    [pattern('arn:<AWS::Partition>:kms:{}:{}:key/*')],
    [...COPIES, ...READERS, ...INGEST, ANALYSTS, 'LogArchive/Watch/Emergency/KeyAdministrator/Role/Resource'],
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
    [...COPIES, ...READERS, ...INGEST],
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

const LAKE_DATA: readonly Acknowledgement[] = [
  ...acknowledge(
    'Compaction, replay and retention rewrite and delete rows of the lake; what must not be lost is in the raw store, which is locked.',
    ['Kumomori-bucket-locked'],
    ['Security/Pipeline/Lake/Bucket/Resource'],
  ),
  ...acknowledge(
    'Records of batches in the lake: their keys hold accounts and dates that are not known before.',
    [pattern('<LakeBucketB1D32E10.Arn>/state/*')],
    INGEST,
  ),
  ...acknowledge(
    'Files of the lake that one function writes: their names hold dates and batches that are not known before.',
    [pattern('<LakeBucketB1D32E10.Arn>/events/*'), pattern('<LakeBucketB1D32E10.Arn>/quarantine/*')],
    INGEST.slice(0, 1),
  ),
  ...acknowledge(
    'One small record a raw bucket, of how far the sweep has come.',
    [pattern('<LakeBucketB1D32E10.Arn>/state/reconcile/*')],
    INGEST.slice(1),
  ),
];

const CALLED = [
  ...at(FUNCTIONS, 'Function/Resource'),
  `Management/Access/${CALLER}/Resource`,
  `Security/*/${CALLER}/Resource`,
];

const CODE: readonly Acknowledgement[] = [
  ...acknowledge(
    'It talks to APIs of AWS alone; in a VPC every region would need endpoints at 7 USD a month each.',
    ['NIST.800.53.R5-LambdaInsideVPC'],
    CALLED,
  ),
  ...acknowledge(
    'What calls it bounds how many run at once; new accounts have too few to reserve any.',
    ['NIST.800.53.R5-LambdaConcurrency'],
    CALLED,
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
      'Security/*/Custom::S3AutoDeleteObjectsCustomResourceProvider/Role',
      'Security/*/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler',
    ],
  ),
];

const QUERY: readonly Acknowledgement[] = [
  ...acknowledge(
    'Descriptions of the tables and views of one database; what is in them is decided by S3.',
    [pattern('arn:<AWS::Partition>:glue:{}:{}:table/{}/*')],
    [ANALYSTS],
  ),
  ...acknowledge(
    'Objects of one named bucket: the events, those of the categories of the team, and the results of the team.',
    [
      pattern('arn:<AWS::Partition>:s3:::{}/events/*'),
      pattern('arn:<AWS::Partition>:s3:::{}/events/*/event_category={}/*'),
      pattern('arn:<AWS::Partition>:s3:::{}-query-results-{}/{}/*'),
    ],
    [ANALYSTS],
  ),
  ...acknowledge(
    'What queries gave is gone in a month and can be asked for again; CloudTrail names who asked what, and who fetched it through Athena.',
    [
      'AwsSolutions-S1',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'Kumomori-bucket-locked',
    ],
    ['Security/Query/Results/Bucket/Resource'],
  ),
];

/** Every finding of the checks at synth that stays, in this one place. An expired one fails the synth. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  ...STORES,
  ...POLICIES,
  ...DATA,
  ...LAKE_DATA,
  ...CODE,
  ...QUERY,
];
