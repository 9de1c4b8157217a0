const UNMAPPED = [
  'initializationType',
  'phase',
  'runtimeVersion',
  'runtimeVersionArn',
  'name',
  'state',
  'events',
  'types',
  'reason',
  'droppedRecords',
  'droppedBytes',
  'metrics.durationMs',
  'metrics.billedDurationMs',
  'metrics.initDurationMs',
  'metrics.restoreDurationMs',
  'metrics.billedRestoreDurationMs',
  'metrics.memorySizeMB',
  'metrics.maxMemoryUsedMB',
  'metrics.producedBytes',
  'tracing.value',
  'tracing.spanId',
  'spans.name',
  'spans.durationMs',
];

/** Where Lambda's own attributes are, in lower case, by the names of its JSON format. */
const RECORD: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['requestid', ['api.request.uid']],
  ['version', ['app.version', 'unmapped.version']],
  ['status', ['status_code']],
  ['errortype', ['status_detail']],
  ['message', ['message']],
  ...UNMAPPED.map((name) => [name.toLowerCase(), [`unmapped.${name}`]] as const),
]);

/** What stands beside the record: its type and time, and what CloudWatch Logs says of the line. */
const BESIDE: ReadonlyMap<string, readonly string[]> = new Map([
  ['type', ['metadata.event_code']],
  ['time', ['metadata.original_time']],
  ['owner', ['cloud.account.uid']],
  ['loggroup', ['metadata.log_name']],
  ['logstream', ['unmapped.logStream']],
  ['functionname', ['app.name', 'unmapped.functionName']],
  ['traceid', ['metadata.correlation_uid']],
]);

const WITHIN = 'record.';
const NONE: readonly string[] = [];

/** Where an attribute is in the event, with `record.` before it or without. */
export function platformPaths(field: string): readonly string[] {
  const name = field.toLowerCase();
  const inner = name.startsWith(WITHIN) ? name.slice(WITHIN.length) : name;
  return (inner === name ? BESIDE.get(name) : undefined) ?? RECORD.get(inner) ?? NONE;
}
