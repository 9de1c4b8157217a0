import { isObject } from '../../json';
import type { Landed } from './copy-object';

/**
 * The object that an SQS message tells of: an EventBridge "Object Created" event of S3, whose key is as it is, not
 * URL-encoded. Throws on anything else, so that the message ends where people look.
 */
export function parseLandingEvent(body: string): Landed {
  const event: unknown = JSON.parse(body);
  const detail = isObject(event) && isObject(event.detail) ? event.detail : {};
  const { bucket, object } = detail;
  if (
    isObject(bucket) &&
    isObject(object) &&
    typeof bucket.name === 'string' &&
    typeof object.key === 'string' &&
    typeof object.size === 'number'
  ) {
    const version = object['version-id'];
    return {
      bucket: bucket.name,
      key: object.key,
      size: object.size,
      ...(typeof version === 'string' && version !== '' ? { versionId: version } : {}),
    };
  }
  throw new Error(`not an "Object Created" event of S3: ${body.slice(0, 200)}`);
}
