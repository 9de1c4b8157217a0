import { isObject, type JsonObject, type JsonValue, object, text } from '../json';
import { fail, ok, type Result } from '../result';
import type { RawObject } from './raw-object';

/**
 * The objects that a message tells of: an EventBridge "Object Created" event, or S3's own notification, by SNS or not.
 * None for the test message that S3 sends when a notification is set up.
 * Source: Amazon S3 User Guide, "EventBridge event message structure" and "Event message structure".
 */
export function parseObjectEvent(body: string): Result<readonly RawObject[]> {
  const message = parsed(body);
  const inner = text(message?.Message);
  const event = message?.Type === 'Notification' && inner !== undefined ? parsed(inner) : message;
  if (event?.Event === 's3:TestEvent') {
    return ok([]);
  }
  const found = Array.isArray(event?.Records) ? event.Records.map(notified) : [announced(event)];
  const objects = found.filter((one) => one !== undefined);
  return objects.length === found.length && found.length > 0
    ? ok(objects)
    : fail(`tells of no object that was created in S3: ${body.slice(0, 200)}`);
}

/** EventBridge gives keys as they are. */
function announced(event: JsonObject | undefined): RawObject | undefined {
  const detail = object(event?.detail);
  const created = event?.['detail-type'] === 'Object Created';
  return created ? rawObject(detail, event.time, (key) => key, 'version-id') : undefined;
}

/** S3's notifications give keys encoded as in a form: a space is `+`. */
function notified(record: JsonValue): RawObject | undefined {
  const created = isObject(record) && text(record.eventName)?.startsWith('ObjectCreated:');
  return created ? rawObject(object(record.s3), record.eventTime, fromForm, 'versionId') : undefined;
}

function rawObject(
  place: JsonObject | undefined,
  time: JsonValue | undefined,
  decode: (key: string) => string | undefined,
  versionName: string,
): RawObject | undefined {
  const stored = object(place?.object);
  const bucket = text(object(place?.bucket)?.name);
  const key = decode(text(stored?.key) ?? '');
  const millis = Date.parse(text(time) ?? '');
  if (!bucket || !key || Number.isNaN(millis)) {
    return undefined;
  }
  const bytes = typeof stored?.size === 'number' ? stored.size : 0;
  return {
    bucket,
    key,
    versionId: text(stored?.[versionName]) || 'null',
    bytes,
    storedMicros: millis * 1000,
  };
}

/** What `parseObjectEvent` reads, for an object that nobody told of. */
export function objectCreated({ bucket, key, versionId, bytes, storedMicros }: RawObject): string {
  return JSON.stringify({
    source: 'kumomori.reconcile',
    'detail-type': 'Object Created',
    time: new Date(storedMicros / 1000).toISOString(),
    detail: { bucket: { name: bucket }, object: { key, size: bytes, 'version-id': versionId } },
  });
}

function fromForm(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function parsed(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
