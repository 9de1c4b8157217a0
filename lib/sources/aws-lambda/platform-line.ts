import type { JsonObject } from '../../json';
import { factsOf } from './line-facts';
import type { PlatformRecord } from './platform-record';

const REQUEST = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const OF_REQUEST = new RegExp(`^(START|END|REPORT) RequestId: (${REQUEST})(?![0-9a-fA-F-])`);
const OF_ENVIRONMENT =
  /^(INIT_START|INIT_REPORT|RESTORE_START|RESTORE_REPORT) (?:Runtime Version|Init Duration|Restore Duration): /;
const OF_EXTENSION = /^(EXTENSION|TELEMETRY|LOGS)\tName: /;
const TIMEOUT = new RegExp(
  `^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z) (${REQUEST}) (Task timed out after [\\d.]{1,12} seconds)`,
);
const FAULT = new RegExp(
  `^RequestId: (${REQUEST}) (Error: [^\\n]{1,500}|Process exited before completing request)(?:\\n([\\w.]{1,128}))?`,
);

/** The types that the JSON format gives to lines of plain text. `platform.end` and `.fault` are the Logs API's. */
const TYPES: Readonly<Record<string, string>> = {
  START: 'platform.start',
  END: 'platform.end',
  REPORT: 'platform.report',
  INIT_START: 'platform.initStart',
  INIT_REPORT: 'platform.initReport',
  RESTORE_START: 'platform.restoreStart',
  RESTORE_REPORT: 'platform.restoreReport',
  EXTENSION: 'platform.extension',
  TELEMETRY: 'platform.telemetrySubscription',
  LOGS: 'platform.logsSubscription',
};

/** Longer lines are the function's own: Lambda's are a few hundred characters. */
const LONGEST = 4096;

/** A line of Lambda's plain text format, read as the JSON format would have it; undefined for any other line. */
export function platformLine(line: string): PlatformRecord | undefined {
  return line.length > LONGEST ? undefined : (labelledLine(line) ?? faultLine(line));
}

function labelledLine(line: string): PlatformRecord | undefined {
  const request = OF_REQUEST.exec(line);
  const type = TYPES[(request ?? OF_ENVIRONMENT.exec(line) ?? OF_EXTENSION.exec(line))?.[1] ?? ''];
  if (type === undefined) {
    return undefined;
  }
  const facts = factsOf(line);
  return { type, record: request ? { requestId: request[2], ...facts } : withOwnDuration(facts) };
}

/** The one duration that a report of a phase has is the phase's. */
function withOwnDuration(facts: JsonObject): JsonObject {
  const { metrics } = facts;
  const [durationMs] = Object.values(metrics ?? {});
  return durationMs === undefined ? facts : { ...facts, metrics: { durationMs } };
}

function faultLine(line: string): PlatformRecord | undefined {
  const timeout = TIMEOUT.exec(line);
  if (timeout) {
    const [, time, requestId, message] = timeout;
    return { type: FAULT_TYPE, time, record: { requestId, status: 'timeout', message } };
  }
  const fault = FAULT.exec(line);
  if (fault) {
    const [, requestId, message, errorType] = fault;
    return { type: FAULT_TYPE, record: { requestId, status: 'error', message, errorType } };
  }
  return undefined;
}

const FAULT_TYPE = 'platform.fault';
