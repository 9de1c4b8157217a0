import { isObject, type JsonObject, type JsonValue } from '../../json';

/**
 * The CloudTrail record inside what may still be around it: JSON text (a CloudWatch Logs message), the LookupEvents
 * API's `CloudTrailEvent` text, EventBridge's `detail`. Anything else is returned as it is. Throws on broken JSON text.
 */
export function unwrapRecord(record: JsonValue): JsonObject | undefined {
  const outer: unknown = typeof record === 'string' && record.startsWith('{') ? JSON.parse(record) : record;
  if (!isObject(outer)) {
    return undefined;
  }
  if (typeof outer.CloudTrailEvent === 'string') {
    const inner: unknown = JSON.parse(outer.CloudTrailEvent);
    return isObject(inner) ? inner : undefined;
  }
  return isObject(outer.detail) && 'detail-type' in outer ? outer.detail : outer;
}
