import { tagOf } from '../lifecycle';
import { resourcesOf } from '../template';
import { type TemplateCheck, type Violation, violation } from './check';

/** Types that hold or move data, and take tags. */
const TAGGED = [
  'AWS::S3::Bucket',
  'AWS::KMS::Key',
  'AWS::DynamoDB::Table',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::Lambda::Function',
  'AWS::IAM::Role',
  'AWS::CloudTrail::Trail',
  'AWS::Kinesis::Stream',
  'AWS::KinesisFirehose::DeliveryStream',
];
const TAGS = ['platform', 'component', 'lifecycle', 'managed-by'];
/** What gets a description in the console, where people look first. */
const DESCRIBED = [
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::IAM::ManagedPolicy',
  'AWS::Events::Rule',
  'AWS::Organizations::Policy',
  'AWS::CloudFormation::StackSet',
];

export const described: TemplateCheck = {
  id: 'described',
  title: 'Stacks and resources say what they are for, and whose they are',
  controls: ['CM-8'],
  check: (stack) => [
    ...(stack.body.Description === undefined ? [undescribed(stack.stack)] : []),
    ...resourcesOf(stack, ...DESCRIBED)
      .filter(({ properties }) => properties.Description === undefined)
      .map((resource) => violation(resource, 'has no Description: say what it is for', 'description')),
    ...resourcesOf(stack, ...TAGGED).flatMap((resource) => {
      const missing = TAGS.filter((name) => tagOf(resource, name) === undefined);
      return missing.length === 0
        ? []
        : [violation(resource, `lacks the tags ${missing.join(', ')}`, 'tags')];
    }),
  ],
};

function undescribed(stack: string): Violation {
  return { stack, message: 'the template has no Description: say what the stack is for' };
}
