import { isObject } from '../../../lib/json';
import { at, type Resource, resourcesOf } from '../template';
import { type TemplateCheck, violation } from './check';

/** By type: whether it is encrypted with a key that is named. */
const ENCRYPTED: Readonly<Record<string, (resource: Resource) => boolean>> = {
  'AWS::SNS::Topic': ({ properties }) => properties.KmsMasterKeyId !== undefined,
  'AWS::SQS::Queue': ({ properties }) =>
    properties.KmsMasterKeyId !== undefined || properties.SqsManagedSseEnabled === true,
  'AWS::Kinesis::Stream': ({ properties }) => at(properties, 'StreamEncryption.EncryptionType') === 'KMS',
  'AWS::KinesisFirehose::DeliveryStream': ({ properties }) =>
    isObject(properties.DeliveryStreamEncryptionConfigurationInput) ||
    properties.KinesisStreamSourceConfiguration !== undefined,
  'AWS::DynamoDB::Table': ({ properties }) => at(properties, 'SSESpecification.SSEEnabled') === true,
  'AWS::Events::EventBus': ({ properties }) => properties.KmsKeyIdentifier !== undefined,
};

export const queueEncrypted: TemplateCheck = {
  id: 'queue-encrypted',
  title: 'Queues, topics, streams, buses and tables are encrypted',
  controls: ['SC-28'],
  check: (stack) =>
    resourcesOf(stack, ...Object.keys(ENCRYPTED)).flatMap((resource) =>
      ENCRYPTED[resource.type]?.(resource)
        ? []
        : [violation(resource, 'is not encrypted with a key of its own: name one')],
    ),
};
