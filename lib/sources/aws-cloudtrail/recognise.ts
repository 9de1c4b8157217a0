import { isObject, type JsonObject, type JsonValue } from '../../json';

/**
 * Whether a JSON value has the structure of a CloudTrail record (or of a digest file, which is skipped later). Two of
 * its attributes are enough, so that flat samples and records that lost some are known; one of them must be CloudTrail's
 * own, since other services share names such as `eventType`. S3, SQS and stream notifications look alike but name an
 * `aws:` source; Alibaba's ActionTrail names an `acsRegion`.
 */
export function recogniseCloudTrail(record: JsonValue): boolean {
  if (!isObject(record)) {
    return false;
  }
  if (typeof record.CloudTrailEvent === 'string') {
    return record.CloudTrailEvent.startsWith('{');
  }
  if ('detail-type' in record && isObject(record.detail)) {
    return looksLikeRecord(record.detail);
  }
  return looksLikeRecord(record) || isDigest(record);
}

/** A digest or insight digest: hashes of delivered files, no events. */
export function isDigest(record: JsonObject): boolean {
  return typeof record.digestStartTime === 'string' && Array.isArray(record.logFiles);
}

function looksLikeRecord(record: JsonObject): boolean {
  const { eventSource } = record;
  const source = typeof eventSource === 'string' ? eventSource : undefined;
  if (source?.startsWith('aws:') || 'acsRegion' in record) {
    return false;
  }
  const own =
    count(typeof record.eventVersion === 'string') +
    count(isObject(record.userIdentity)) +
    count(typeof record.awsRegion === 'string') +
    count(typeof record.recipientAccountId === 'string') +
    count(source?.includes('.amazonaws.') === true);
  const shared =
    count('eventTime' in record) +
    count('eventName' in record) +
    count('eventID' in record) +
    count('eventType' in record) +
    count('sourceIPAddress' in record);
  return own > 0 && own + shared > 1;
}

function count(holds: boolean): number {
  return holds ? 1 : 0;
}
