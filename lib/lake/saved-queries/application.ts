import type { QueryParts, SavedQuery } from './saved-query';

/** Web servers, databases and what runs in containers. */
export const APPLICATION_QUERIES: readonly SavedQuery[] = [
  {
    id: 'sql-injection',
    title: 'Requests that speak SQL, or come from tools that do',
    description: 'Answers of 200 first: the attempt may have succeeded',
    sql: ({
      events,
      matches,
    }) => `SELECT event_time, source_ip, http_method, http_url, http_status, http_user_agent, event_uid
${events}
  AND event_category = 'network' AND class_uid = 4002
  AND (${matches('lower(http_url)', "union(?:[ +]|%20|/[*][*]/)+(?:all(?:[ +]|%20)+)?select|'(?:[ +]|%20)*or(?:[ +]|%20)+|information_schema|sleep[(]")}
    OR ${matches('lower(http_user_agent)', 'sqlmap|havij|nikto')})
ORDER BY CASE WHEN http_status = 200 THEN 0 ELSE 1 END, time_us, event_uid
LIMIT 1000`,
  },
  {
    id: 'database-privileged',
    title: 'Databases: statements that change structure or rights',
    description: 'DROP, ALTER, GRANT and the like, those outside 9 to 18 o’clock in Japan first',
    sql: ({
      events,
      at,
      matches,
    }) => `SELECT event_time, CASE WHEN (hour + 9) % 24 BETWEEN 9 AND 17 THEN 'working hours' ELSE 'off hours' END AS worked,
  user_id, source_ip, database_name, ${at('query_info', 'query_string')} AS statement, event_uid
${events}
  AND event_category = 'application' AND class_uid = 6005
  AND ${matches(`upper(${at('query_info', 'query_string')})`, '\\A[ \\t\\n(]*(?:DROP|ALTER|GRANT|REVOKE|TRUNCATE|CREATE[ ]+(?:USER|ROLE))[ ]')}
ORDER BY worked, time_us, event_uid
LIMIT 1000`,
  },
  {
    id: 'database-mass-reads',
    title: 'Databases: users who read much',
    description: 'Statements by user and database, with how many addresses they came from',
    sql: ({
      events,
    }) => `SELECT user_id, database_name, count(*) AS statements, count(DISTINCT source_ip) AS addresses
${events}
  AND event_category = 'application' AND class_uid = 6005
GROUP BY user_id, database_name
ORDER BY statements DESC, user_id, database_name
LIMIT 100`,
  },
  {
    id: 'failures-together',
    title: 'Errors of an application beside shortage of memory',
    description: 'An error, and what ran out of memory in the ten seconds before it, in the same account',
    sql: ({ events }) => `short AS (
  SELECT account_uid, time_us, message
  ${events}
  AND event_category IN ('application', 'system')
  AND (lower(message) LIKE '%outofmemory%' OR lower(message) LIKE '%oomkill%' OR lower(message) LIKE '%out of memory%')
), failed AS (
  SELECT account_uid, time_us, event_time, message, event_uid
  ${events}
  AND event_category IN ('application', 'system') AND status_id = 2
)
SELECT failed.event_time, failed.account_uid, failed.message AS failure, short.message AS before_it, failed.event_uid
FROM failed JOIN short
  ON failed.account_uid = short.account_uid AND failed.time_us - short.time_us BETWEEN 0 AND 10000000
ORDER BY failed.time_us, failed.event_uid
LIMIT 1000`,
  },
  {
    id: 'function-health',
    title: 'Functions: duration, memory, cold starts, failures',
    description:
      'AWS Lambda’s own reports: what fails, takes long, or uses more memory with every execution of an environment, worst first',
    sql: ({ events, at }) => {
      const metric = (name: string) => `TRY_CAST(${at('unmapped', 'metrics', name)} AS double)`;
      const [used, size] = [metric('maxMemoryUsedMB'), metric('memorySizeMB')];
      const count = (condition: string) => `sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
      return `environments AS (
  SELECT ${functionName(at)} AS function_name, account_uid, ${at('unmapped', 'logStream')} AS environment,
    ${count(`${at('metadata', 'event_code')} = 'platform.report'`)} AS executions,
    ${count('class_uid = 6008')} AS failures,
    ${count(`${at('status_code')} = 'timeout'`)} AS timeouts,
    count(${metric('initDurationMs')}) AS cold_starts,
    max(${metric('durationMs')}) AS longest_ms,
    max(${used} / ${size}) AS memory_share,
    max(${used}) - min(${used}) AS growth_mb
  ${events}
  AND ${ofLambda(at)}
  GROUP BY 1, 2, 3
)
SELECT function_name, account_uid, sum(executions) AS executions, sum(failures) AS failures, sum(timeouts) AS timeouts,
  sum(cold_starts) AS cold_starts, max(longest_ms) AS longest_ms, max(memory_share) AS memory_share,
  max(growth_mb) AS memory_growth_mb
FROM environments
GROUP BY function_name, account_uid
ORDER BY failures DESC, memory_share DESC, function_name, account_uid
LIMIT 200`;
    },
  },
  {
    id: 'function-failures',
    title: 'Functions: executions that failed, and their traces',
    description:
      'Each failed execution of AWS Lambda once, with the id of its X-Ray trace, if it was traced: open it in the console of its account and region',
    sql: ({
      events,
      at,
    }) => `SELECT min(event_time) AS first_seen, account_uid, max(${functionName(at)}) AS function_name,
  ${at('api', 'request', 'uid')} AS request_id, max(CASE WHEN class_uid = 6008 THEN ${at('status_code')} END) AS outcome,
  max(${at('status_detail')}) AS error_type, max(${at('message')}) AS message,
  max(${at('metadata', 'correlation_uid')}) AS trace_id, max_by(event_uid, time_us) AS event_uid
${events}
  AND ${ofLambda(at)} AND ${at('api', 'request', 'uid')} IS NOT NULL
GROUP BY account_uid, ${at('api', 'request', 'uid')}
HAVING max(class_uid) = 6008
ORDER BY first_seen DESC, account_uid, request_id
LIMIT 1000`,
  },
];

/** AWS Lambda's own records: lifecycle, and failures. */
function ofLambda(at: QueryParts['at']): string {
  return `event_category = 'application' AND class_uid IN (6002, 6008) AND ${at('metadata', 'product', 'name')} = 'Lambda'`;
}

/** OCSF's class of errors has no place for it. */
function functionName(at: QueryParts['at']): string {
  return `coalesce(${at('app', 'name')}, ${at('unmapped', 'functionName')})`;
}
