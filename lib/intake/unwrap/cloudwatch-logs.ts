import { isObject } from '../../json';
import { envelopeOf, type OpenEnvelope, type Part } from './part';

/**
 * A CloudWatch Logs subscription message: each of its log events is a record. Source: Amazon CloudWatch Logs User
 * Guide, "Real-time processing of log data with subscriptions".
 */
export const openCloudWatchLogs: OpenEnvelope = (record, text) => {
  if (!Array.isArray(record.logEvents) || typeof record.messageType !== 'string') {
    return undefined;
  }
  if (record.messageType === 'CONTROL_MESSAGE') {
    return [{ kind: 'skip', skip: 'control_message', text }];
  }
  const envelope = envelopeOf(record, { owner: 'owner', logGroup: 'logGroup', logStream: 'logStream' });
  return record.logEvents.map((entry): Part => {
    if (!isObject(entry) || typeof entry.message !== 'string') {
      const flaw = 'CloudWatch log event without a message';
      return { kind: 'flaw', flaw, text: JSON.stringify(entry) ?? '', envelope };
    }
    const event = envelopeOf(entry, { timestamp: 'timestamp', logEvent: 'id' });
    const text = entry.message.replace(/[\r\n]+$/, '');
    return { kind: 'text', text, envelope: { ...envelope, ...event } };
  });
};
