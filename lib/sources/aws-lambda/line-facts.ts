import { type JsonObject, setOwn } from '../../json';

const METRIC =
  /(Billed Restore Duration|Restore Duration|Billed Duration|Init Duration|Duration|Memory Size|Max Memory Used): (\d{1,12}(?:\.\d{1,9})?) (?:ms|MB)/g;
const METRICS: Readonly<Record<string, string>> = {
  Duration: 'durationMs',
  'Billed Duration': 'billedDurationMs',
  'Init Duration': 'initDurationMs',
  'Restore Duration': 'restoreDurationMs',
  'Billed Restore Duration': 'billedRestoreDurationMs',
  'Memory Size': 'memorySizeMB',
  'Max Memory Used': 'maxMemoryUsedMB',
};

// No value holds a blank; a backslash begins an escape that some shippers leave in the text.
const WORD =
  /(Runtime Version ARN|Runtime Version|Version|Phase|Status|Error Type|Name|State|TraceId|SegmentId|Sampled): ([^\s\\[\]]{1,256})/g;
const WORDS: Readonly<Record<string, string>> = {
  Version: 'version',
  'Runtime Version': 'runtimeVersion',
  'Runtime Version ARN': 'runtimeVersionArn',
  Phase: 'phase',
  Status: 'status',
  'Error Type': 'errorType',
  Name: 'name',
  State: 'state',
};

const LIST = /(Events|Types): \[([^\]]{0,1000})\]/g;

/** What the labels of a line of plain text say, under the names that the JSON format gives them. */
export function factsOf(line: string): JsonObject {
  const facts: JsonObject = {};
  const metrics: JsonObject = {};
  const trace: Record<string, string> = {};
  for (const [, label = '', value = ''] of line.matchAll(METRIC)) {
    setOwn(metrics, METRICS[label] ?? label, Number(value));
  }
  for (const [, label = '', value = ''] of line.matchAll(WORD)) {
    const name = WORDS[label];
    if (name === undefined) {
      trace[label] = value;
    } else {
      facts[name] ??= value;
    }
  }
  for (const [, label = '', values = ''] of line.matchAll(LIST)) {
    facts[label.toLowerCase()] = values.split(',').flatMap((value) => value.trim() || []);
  }
  return {
    ...facts,
    ...(Object.keys(metrics).length > 0 ? { metrics } : {}),
    ...(trace.TraceId === undefined ? {} : { tracing: tracingOf(trace) }),
  };
}

function tracingOf({ TraceId, SegmentId, Sampled }: Record<string, string>): JsonObject {
  const value = `Root=${TraceId}${Sampled === undefined ? '' : `;Sampled=${Sampled === 'true' ? 1 : 0}`}`;
  return { type: 'X-Amzn-Trace-Id', value, ...(SegmentId === undefined ? {} : { spanId: SegmentId }) };
}
