import { isObject } from '../../json';
import { envelopeOf, type OpenEnvelope } from './part';

/** The event of a Lambda function subscribed to a log group: `awslogs.data` is base64 of gzip of the message. */
export const openLambdaLogs: OpenEnvelope = ({ awslogs }) =>
  isObject(awslogs) && typeof awslogs.data === 'string'
    ? [{ kind: 'payload', base64: awslogs.data }]
    : undefined;

/** A record of a Kinesis event: `kinesis.data`. */
export const openKinesisRecord: OpenEnvelope = (record) => {
  const { kinesis } = record;
  if (!isObject(kinesis) || typeof kinesis.data !== 'string') {
    return undefined;
  }
  const envelope = envelopeOf(record, { stream: 'eventSourceARN', streamEvent: 'eventID' });
  return [{ kind: 'payload', base64: kinesis.data, envelope }];
};

/** A record of a Firehose transformation event: `data`, known by its `recordId`. */
export const openFirehoseRecord: OpenEnvelope = (record) =>
  typeof record.data === 'string' && typeof record.recordId === 'string'
    ? [{ kind: 'payload', base64: record.data, envelope: envelopeOf(record, { firehoseRecord: 'recordId' }) }]
    : undefined;

/** A Pub/Sub push request, or a message pulled: `message.data`, with the subscription or an `ackId` beside it. */
export const openPubSubPush: OpenEnvelope = (record) => {
  const { message } = record;
  const delivered = typeof record.subscription === 'string' || typeof record.ackId === 'string';
  if (!isObject(message) || typeof message.data !== 'string' || !delivered) {
    return undefined;
  }
  const envelope = {
    ...envelopeOf(record, { subscription: 'subscription' }),
    ...envelopeOf(message, { messageId: 'messageId' }),
  };
  return [{ kind: 'payload', base64: message.data, envelope }];
};
