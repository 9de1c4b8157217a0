import type { Envelope } from '../../intake/item';
import type { JsonValue } from '../../json';
import { eventMicros } from '../aws/event-time';
import {
  COLLECTED,
  type EmitEvent,
  type Outcome,
  quarantined,
  type Source,
  skipped,
  WRITTEN,
} from '../source';
import { platformPaths } from './field-paths';
import { isFunctionGroup, logEventOf, loggedMicros } from './log-event';
import { mapPlatform } from './map';
import { platformRecord } from './platform-record';

/**
 * What AWS Lambda itself logs of its functions, as plain text (START, END, REPORT, INIT_START …) or JSON
 * (`platform.report` …), from CloudWatch Logs: starts and stops become Application Lifecycle (6002); errors, timeouts
 * and lost logs Application Error (6008). What a function's own code logs is collected only. A log line has no region,
 * nor has CloudWatch's message about it. In plain text, a function can log lines that look like Lambda's own.
 */
export const awsLambda: Source = {
  id: 'aws-lambda',
  title: 'AWS Lambda platform logs',
  product: { vendor_name: 'AWS', name: 'Lambda' },
  logsource: [{ product: 'aws', service: 'lambda' }],
  classes: [6002, 6008],
  collection: {
    cloud: 'aws',
    delivery: 'account-level subscription of CloudWatch Logs to S3, by Firehose',
    stream: true,
    aws: { folders: ['CloudWatchLogs'] },
  },
  layer: 'application',
  criticality: 'normal',
  shape: 'json',
  recognise: (record) => {
    const { value } = logEventOf(record, undefined);
    return isTraceLine(value) || platformRecord(value) !== undefined;
  },
  claims: ({ logGroup }) => isFunctionGroup(logGroup),
  open: () => normalise,
  fieldPaths: platformPaths,
  fields: [
    'type',
    'requestId',
    'status',
    'errorType',
    'functionName',
    'logGroup',
    'owner',
    'metrics.durationMs',
    'metrics.billedDurationMs',
    'metrics.initDurationMs',
    'metrics.memorySizeMB',
    'metrics.maxMemoryUsedMB',
    'name',
    'state',
    'runtimeVersion',
  ],
};

const TRACE_LINE = /^XRAY TraceId: 1-/;
const OF_REPORT = skipped('x-ray line of a report');

/** The second line of a report, where lines were parted: by itself it tells of no request. */
function isTraceLine(value: JsonValue): boolean {
  return typeof value === 'string' && TRACE_LINE.test(value);
}

function normalise(record: JsonValue, emit: EmitEvent, envelope?: Envelope): Outcome {
  const logged = logEventOf(record, envelope);
  if (isTraceLine(logged.value)) {
    return OF_REPORT;
  }
  const platform = platformRecord(logged.value);
  if (!platform) {
    return COLLECTED;
  }
  const micros = platform.time === undefined ? loggedMicros(logged) : eventMicros(platform.time);
  if (micros === undefined) {
    const got = JSON.stringify((platform.time ?? logged.timestamp)?.slice(0, 60));
    return quarantined(`time: expected a time like 2024-08-12T10:30:00.000Z, got ${got}`);
  }
  emit(mapPlatform(platform, logged, micros), micros);
  return WRITTEN;
}
