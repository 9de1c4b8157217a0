/** A question of CloudWatch Logs Insights that people find in their own account's console. */
export interface LogQuery {
  /** kebab-case; part of its name. */
  readonly id: string;
  readonly text: string;
}

/** The report of an execution in Lambda's plain text, whose figures CloudWatch finds, or in its JSON format. */
const REPORTS = 'filter @type = "REPORT" or type = "platform.report"';
const DURATION = 'coalesce(@duration, record.metrics.durationMs) as duration_ms';
const INIT = 'coalesce(@initDuration, record.metrics.initDurationMs) as init_ms';
/** CloudWatch makes bytes of the text's megabytes, a million each; Lambda's JSON has megabytes. */
const USED = 'coalesce(@maxMemoryUsed / 1000000, record.metrics.maxMemoryUsedMB) as used_mb';
const SIZE = 'coalesce(@memorySize / 1000000, record.metrics.memorySizeMB) as size_mb';
const REQUEST = 'coalesce(@requestId, record.requestId) as request';
const WORST = (name: string) => [`sort ${name} desc`, 'limit 50'];

/**
 * What people ask of functions' logs, to be run over the log groups that they choose: percentiles and timeouts, which
 * no metric has; the lake has them later and of all accounts. Source: Amazon CloudWatch Logs User Guide, "Supported
 * logs and discovered fields", "CloudWatch Logs Insights language query syntax".
 */
export const FUNCTION_QUERIES: readonly LogQuery[] = [
  query('slowest', [
    REPORTS,
    `fields ${DURATION}`,
    'stats count(*) as executions, avg(duration_ms) as average_ms, pct(duration_ms, 95) as p95_ms, pct(duration_ms, 99) as p99_ms, max(duration_ms) as longest_ms by @log',
    ...WORST('p99_ms'),
  ]),
  query('cold-starts', [
    REPORTS,
    `fields ${INIT}`,
    'stats count(*) as executions, count(init_ms) as cold_starts, 100 * count(init_ms) / count(*) as cold_percent, max(init_ms) as slowest_init_ms by @log',
    ...WORST('cold_starts'),
  ]),
  query('memory', [
    REPORTS,
    `fields ${USED}, ${SIZE}`,
    // A log stream is an execution environment: memory that grows within one, and never falls, leaks.
    'stats count(*) as executions, earliest(used_mb) as first_mb, latest(used_mb) as last_mb, max(100 * used_mb / size_mb) as used_percent by @log, @logStream',
    ...WORST('used_percent'),
  ]),
  query('failures', [
    'filter @message like /Task timed out after|Status: (timeout|error)/ or (type = "platform.report" and record.status != "success")',
    `fields @timestamp, @log, ${REQUEST}, coalesce(@xrayTraceId, record.tracing.value) as trace, @message`,
    'sort @timestamp desc',
    'limit 200',
  ]),
];

function query(id: string, commands: readonly string[]): LogQuery {
  return { id, text: commands.join('\n| ') };
}
