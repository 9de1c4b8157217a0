import { TABLE_NAME } from '../lake/table/duckdb-view';
import type { ProfileDialect } from './condition';
import type { Hunt } from './hunt';
import { partitions } from './profile-sql';
import { WINDOW_MICROS, type Window } from './window';

const OF_FUNCTIONS = {
  source: 'aws-lambda',
  level: 'low',
  tags: ['attack.impact', 'attack.t1499.003'],
  owner: 'application',
  window: 'day',
} as const;

/** Functions of which more is wrong than this are told of in the order of how bad it is, the others are not. */
const MOST = 1000;

/**
 * What only the days of functions’ reports show. Lambda reports the most memory that an execution environment ever
 * used, so that its figures never fall while it lives: one that warms up grows and stays, one that leaks grows on.
 * Source: AWS Lambda Developer Guide, "Types of metrics", `maxMemoryUsedMB`; Telemetry API, `platform.report`.
 */
export const FUNCTION_HUNTS: readonly Hunt[] = [
  {
    ...OF_FUNCTIONS,
    id: 'function-memory-growth',
    title: 'Function whose memory grows with every execution',
    description:
      'An execution environment used more memory in each quarter of its executions of a day than in the one before, in the last half as fast as in the first: a leak, not a cache that fills.',
    runbook:
      '1. Was it deployed lately? Compare the growth before and after (saved query function-health).\n2. What does it keep between executions: lists, caches without a limit, listeners, connections? Mend that.\n3. Until then a deployment, or any change of its configuration, gives it fresh environments.',
    sql: (window, dialect) => `WITH ${executions(window, dialect)}, quartered AS (
  SELECT *, ntile(4) OVER (
    PARTITION BY cloud_provider, account_uid, function_name, environment ORDER BY time_us, used_mb) AS quarter
  FROM executions
  WHERE environment IS NOT NULL AND used_mb IS NOT NULL AND size_mb > 0
), environments AS (
  SELECT cloud_provider, account_uid, function_name, environment, min(time_us) AS first_us,
    max_by(event_uid, time_us) AS event_uid, count(*) AS executions, max(size_mb) AS size_mb,
    min(used_mb) AS least_mb, ${[1, 2, 3, 4].map((one) => `max(CASE WHEN quarter = ${one} THEN used_mb END) AS q${one}`).join(', ')}
  FROM quartered
  GROUP BY cloud_provider, account_uid, function_name, environment
), leaking AS (
  SELECT *, q4 - q1 AS grown_mb, q4 / size_mb AS share FROM environments
  WHERE executions >= 40 AND least(q2 - q1, q3 - q2, q4 - q3) >= 0.01 * size_mb AND q4 - q3 >= (q2 - q1) / 2
)
SELECT cloud_provider, account_uid, function_name, min(first_us) AS first_us, max_by(event_uid, grown_mb) AS event_uid,
  max_by(least_mb, grown_mb) AS from_mb, max_by(q4, grown_mb) AS to_mb, max_by(size_mb, grown_mb) AS of_mb,
  max_by(executions, grown_mb) AS executions, count(*) AS environments
FROM leaking
${worst('max(share)')}`,
    words: ([from = 0, to = 0, size = 0, count = 0, environments = 0]) => ({
      en: `memory used grew from ${from} to ${to} MB of ${size} MB over ${count} executions of one environment; ${environments} of its environments grew so`,
      ja: `1 つの実行環境での ${count} 回の実行で、使用メモリーが ${size} MB のうち ${from} MB から ${to} MB に増加（同様の実行環境: ${environments}）`,
    }),
  },
  {
    ...OF_FUNCTIONS,
    id: 'function-cold-starts',
    title: 'Function that mostly starts cold',
    description:
      'A fifth or more of the executions of a busy function waited for a new execution environment in a day.',
    runbook:
      '1. Do its environments die (errors, timeouts, memory: saved query function-health)? Mend that first.\n2. Is it invoked in bursts? Provisioned concurrency, or a queue with a limit before it, spares the wait.\n3. What takes its start so long: packages, connections, secrets? Load what is needed, when it is needed.',
    sql: (window, dialect) => `WITH ${executions(window, dialect)}
SELECT cloud_provider, account_uid, function_name, min(time_us) AS first_us, max_by(event_uid, time_us) AS event_uid,
  count(*) AS executions, count(init_ms) AS cold_starts, max(init_ms) AS slowest_ms
FROM executions
${worst('count(init_ms)', 'count(*) >= 1000 AND 5 * count(init_ms) >= count(*)')}`,
    words: ([executions = 0, cold = 0, slowest = 0]) => ({
      en: `${cold} of ${executions} executions started cold, the slowest in ${Math.round(slowest)} ms`,
      ja: `${executions} 回の実行のうち ${cold} 回がコールドスタート（最長 ${Math.round(slowest)} ミリ秒）`,
    }),
  },
  {
    ...OF_FUNCTIONS,
    id: 'function-slower',
    title: 'Function far slower than the day before',
    description:
      'The executions of a busy function that succeeded took twice as long on average as the day before, and a tenth of a second more.',
    runbook:
      '1. Was it, or what it calls, changed since? The hour in which it became slow says which (saved query function-health).\n2. Did its input grow? Compare what it is invoked with.\n3. Open the trace of a slow execution: which call takes the time?',
    sql: (window, dialect) => {
      const [before, now] = [`CASE WHEN time_us < ${window.start}`, `CASE WHEN time_us >= ${window.start}`];
      const average = (when: string) => `avg(${when} THEN duration_ms END)`;
      const enough = [before, now].map((when) => `count(${when} THEN duration_ms END) >= 500`);
      return `WITH ${executions(window, dialect, 1)}
SELECT cloud_provider, account_uid, function_name, min(${now} THEN time_us END) AS first_us,
  max_by(event_uid, ${now} THEN duration_ms END) AS event_uid,
  ${average(before)} AS before_ms, ${average(now)} AS now_ms, count(${now} THEN duration_ms END) AS executions
FROM executions
WHERE class_uid = 6002
${worst(
  `${average(now)} / ${average(before)}`,
  `${enough.join(' AND ')} AND ${average(now)} >= 2 * ${average(before)} AND ${average(now)} >= 100 + ${average(before)}`,
)}`;
    },
    words: ([before = 0, now = 0, executions = 0]) => ({
      en: `${executions} executions took ${Math.round(now)} ms on average, after ${Math.round(before)} ms the day before`,
      ja: `${executions} 回の実行の平均時間が ${Math.round(now)} ミリ秒（前日は ${Math.round(before)} ミリ秒）`,
    }),
  },
];

/** Lambda’s reports of the window, and of so many days before it. */
function executions({ size, start }: Window, { scalarAt }: ProfileDialect, daysBefore = 0): string {
  const at = (...path: readonly string[]) => `(${scalarAt(path)})`;
  const metric = (name: string) => `TRY_CAST(${at('unmapped', 'metrics', name)} AS double)`;
  const windows = Array.from({ length: daysBefore + 1 }, (_, back) =>
    partitions({ size, start: start - back * WINDOW_MICROS.day }),
  );
  return `executions AS (
  SELECT cloud_provider, account_uid, class_uid, time_us, event_uid,
    coalesce(${at('app', 'name')}, ${at('unmapped', 'functionName')}) AS function_name,
    ${at('unmapped', 'logStream')} AS environment, ${metric('durationMs')} AS duration_ms,
    ${metric('initDurationMs')} AS init_ms, ${metric('maxMemoryUsedMB')} AS used_mb, ${metric('memorySizeMB')} AS size_mb
  FROM ${TABLE_NAME}
  WHERE (${windows.join(' OR ')})
    AND event_category = 'application' AND class_uid IN (6002, 6008)
    AND ${at('metadata', 'event_code')} = 'platform.report'
)`;
}

/** The end of a query: a row a function, those of which the amount is largest first. */
function worst(amount: string, having?: string): string {
  return [
    'GROUP BY cloud_provider, account_uid, function_name',
    ...(having === undefined ? [] : [`HAVING ${having}`]),
    `ORDER BY ${amount} DESC, cloud_provider, account_uid, function_name`,
    `LIMIT ${MOST}`,
  ].join('\n');
}
