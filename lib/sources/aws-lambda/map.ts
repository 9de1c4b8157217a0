import { type JsonObject, number, object } from '../../json';
import { type Classification, classify, pair, severity } from '../../ocsf/build';
import type { Api, Metadata, OcsfEvent, Product } from '../../ocsf/event';
import { toMillis } from '../../time';
import { awsAccount } from '../aws/account';
import { contentUid } from '../aws/content-uid';
import { leftovers, mapped, word } from '../shared/leftovers';
import { UNKNOWN } from '../shared/unknown';
import { functionOf, type LogEvent } from './log-event';
import type { PlatformRecord } from './platform-record';
import { traceId } from './trace-id';

const LIFECYCLE = 6002;
const [START, STOP, OTHER] = [3, 4, 99];
const ERROR = classify(6008, 1);
/** No invocation takes a year; whatever claims to is no duration. */
const LONGEST = 366 * 86_400_000;
const INFORMATIONAL = severity(1);
const HIGH = severity(4);

const ACTIVITIES: ReadonlyMap<string, number> = new Map([
  ['platform.initStart', START],
  ['platform.restoreStart', START],
  ['platform.start', START],
  ['platform.runtimeDone', STOP],
  ['platform.end', STOP],
  ['platform.report', STOP],
]);

const FAILED: ReadonlySet<string | undefined> = new Set(['failure', 'error', 'timeout']);
/** Types that tell of a failure by being there. */
const FAILURES: ReadonlySet<string> = new Set(['platform.fault', 'platform.logsDropped']);

/**
 * The event of one record: Application Error when it tells of an error, a timeout or lost logs, else Application
 * Lifecycle. The time the function ran is `duration`, in whole milliseconds; exact figures are in `unmapped.metrics`.
 */
export function mapPlatform(platform: PlatformRecord, logged: LogEvent, micros: number): OcsfEvent {
  const { type, record } = platform;
  const status = word(record.status);
  const errorType = word(record.errorType);
  const failed = FAILED.has(status) || errorType !== undefined || FAILURES.has(type);
  return {
    ...(failed ? ERROR : lifecycle(type)),
    ...(failed ? HIGH : INFORMATIONAL),
    ...statusOf(failed, status),
    status_code: status,
    status_detail: errorType,
    message: word(record.message) ?? word(record.reason),
    time: toMillis(micros),
    duration: durationOf(record),
    metadata: metadataOf(platform, logged),
    cloud: { provider: 'AWS', account: awsAccount(logged.owner) },
    app: failed ? undefined : appOf(record, logged),
    api: apiOf(record),
    unmapped: unmappedOf(record, logged, failed),
  };
}

function lifecycle(type: string): Classification {
  const activity = ACTIVITIES.get(type);
  return activity === undefined ? classify(LIFECYCLE, OTHER, type) : classify(LIFECYCLE, activity);
}

/** A start and the like neither succeed nor fail. */
function statusOf(failed: boolean, status: string | undefined) {
  if (failed) {
    return pair('base_event', 'status_id', 2);
  }
  return status === 'success' ? pair('base_event', 'status_id', 1) : undefined;
}

function durationOf({ metrics }: JsonObject): number | undefined {
  const millis = number(object(metrics)?.durationMs);
  return millis === undefined || millis < 0 || millis > LONGEST ? undefined : Math.round(millis);
}

function appOf(record: JsonObject, logged: LogEvent): Product {
  const { name, version } = functionOf(logged);
  return { name: name ?? word(record.functionName) ?? UNKNOWN, version: word(record.version) ?? version };
}

function metadataOf({ type, time, record }: PlatformRecord, logged: LogEvent): Metadata {
  return {
    version: '1.5.0',
    product: { name: 'Lambda', vendor_name: 'AWS' },
    profiles: ['cloud'],
    uid: contentUid({ ...logged }),
    event_code: type,
    correlation_uid: traceId(record.tracing),
    log_name: logged.logGroup,
    original_time: time ?? logged.timestamp,
  };
}

/** The invocation, by its request id: the same in CloudTrail's data events, and in what the function logs. */
function apiOf(record: JsonObject): Api | undefined {
  const uid = word(record.requestId);
  return uid === undefined
    ? undefined
    : { operation: 'Invoke', service: { name: 'lambda.amazonaws.com' }, request: { uid } };
}

const MAPPED = mapped({ word: ['requestId', 'status', 'errorType', 'message'] });
const WITH_VERSION = new Map([...MAPPED, ...mapped({ word: ['version'] })]);

/** What OCSF has no attribute for, in Lambda's words. The class of errors has no place for the function either. */
function unmappedOf(record: JsonObject, logged: LogEvent, failed: boolean): JsonObject | undefined {
  const { logStream } = logged;
  return failed
    ? leftovers(
        { ...record, logStream, functionName: functionOf(logged).name ?? record.functionName },
        MAPPED,
      )
    : leftovers({ ...record, logStream }, WITH_VERSION);
}
