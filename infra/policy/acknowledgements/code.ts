import { acknowledge, at } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';
import { CALLER, FUNCTIONS } from './paths';

const CALLED = [
  ...at(FUNCTIONS, 'Function/Resource'),
  `Management/Access/${CALLER}/Resource`,
  `Security/*/${CALLER}/Resource`,
];

export const CODE: readonly Acknowledgement[] = [
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
