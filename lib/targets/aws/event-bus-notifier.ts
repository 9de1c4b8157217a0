import { toNativeEvent } from '../../alerts/formats/native-event';
import { isObject, list, object, text } from '../../json';
import type { Delivery, Notification, Notifier } from '../../ports/notifier';
import type { SignedPost } from './signed-post';

const HEADERS = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' };

/** What EventBridge will say of this event again, however often it is asked. */
const FOR_GOOD = new Set([
  'MalformedDetail',
  'InvalidArgument',
  'ValidationException',
  'SerializationException',
]);

/**
 * Puts alerts on an EventBridge bus, one event an alert, for programs. EventBridge knows no idempotency key: a repetition
 * has the same `detail.metadata.uid`. The format's bounds keep an entry below the 256 KB that are taken.
 * Source: Amazon EventBridge API, PutEvents.
 */
export function eventBusNotifier(post: SignedPost, bus: string): Notifier {
  return {
    send: async (notification) => {
      const { status, body } = await post(HEADERS, JSON.stringify({ Entries: [entryOf(bus, notification)] }));
      if (status !== 200) {
        return refused(status, /"__type":"(?:[^"]*#)?(\w+)"/.exec(body)?.[1]);
      }
      const answer: unknown = JSON.parse(body);
      const [entry] = isObject(answer) ? list(answer.Entries) : [];
      const code = text(object(entry)?.ErrorCode);
      return code === undefined ? { outcome: 'sent' } : refused(status, code);
    },
  };
}

function refused(status: number, code = 'no code'): Delivery {
  const reason = `EventBridge answered ${status} (${code})`;
  return { outcome: FOR_GOOD.has(code) ? 'refuse' : 'retry', reason };
}

/** An entry of PutEvents. Its time is in seconds since the epoch. */
export function entryOf(EventBusName: string, { message, idempotencyKey }: Notification) {
  const { source, detailType, time, detail } = toNativeEvent(message, idempotencyKey);
  return {
    EventBusName,
    Source: source,
    DetailType: detailType,
    Time: Date.parse(time) / 1000,
    Detail: JSON.stringify(detail),
  };
}
