import { envelopeOf, type OpenEnvelope } from './part';

/** A message of an SQS queue in a Lambda event: `body`. */
export const openQueueMessage: OpenEnvelope = (record) =>
  record.eventSource === 'aws:sqs' && typeof record.body === 'string'
    ? [
        {
          kind: 'text',
          text: record.body,
          envelope: envelopeOf(record, { queue: 'eventSourceARN', queueMessage: 'messageId' }),
        },
      ]
    : undefined;

/** A notification of an SNS topic, as a queue or an HTTP endpoint gets it: `Message`. */
export const openNotification: OpenEnvelope = (record) =>
  record.Type === 'Notification' && typeof record.Message === 'string'
    ? [
        {
          kind: 'text',
          text: record.Message,
          envelope: envelopeOf(record, { topic: 'TopicArn', notification: 'MessageId' }),
        },
      ]
    : undefined;
