import type { SavedQuery } from './saved-query';

/** Who signed in, with what right, and what they did then. */
export const IDENTITY_QUERIES: readonly SavedQuery[] = [
  {
    id: 'failed-sign-ins',
    title: 'Sign-ins that failed, and whether one then worked',
    description:
      'By user and address: a success among many failures is a guessed password; MFA asked and refused, a stolen one',
    sql: ({ events, at }) => `SELECT user_id, source_ip, src_country,
  sum(CASE WHEN status_id = 2 THEN 1 ELSE 0 END) AS failures,
  sum(CASE WHEN status_id = 2 AND ${at('is_mfa')} = 'true' THEN 1 ELSE 0 END) AS mfa_failures,
  sum(CASE WHEN status_id = 1 THEN 1 ELSE 0 END) AS successes
${events}
  AND event_category = 'auth' AND class_uid = 3002
GROUP BY user_id, source_ip, src_country
HAVING sum(CASE WHEN status_id = 2 THEN 1 ELSE 0 END) > 0
ORDER BY failures DESC, user_id, source_ip
LIMIT 100`,
  },
  {
    id: 'rights-changed',
    title: 'Who changed users, groups and rights',
    description: 'Account changes, access granted and revoked, groups and other identities, in order',
    sql: ({
      events,
    }) => `SELECT event_time, user_id, source_ip, account_uid, service, operation, status, resource_uid, event_uid
${events}
  AND event_category = 'auth' AND class_uid IN (3001, 3004, 3005, 3006)
ORDER BY time_us, event_uid
LIMIT 1000`,
  },
  {
    id: 'mass-downloads',
    title: 'Users who read far more than they do',
    description: 'Reads of objects by user and hour, against the same user’s average hour',
    sql: ({ events }) => `hourly AS (
  SELECT user_id, year, month, day, hour, count(*) AS reads, count(DISTINCT resource_uid) AS objects
  ${events}
  AND event_category = 'application' AND activity_id = 2
  GROUP BY user_id, year, month, day, hour
), compared AS (
  SELECT hourly.*, avg(CAST(reads AS double)) OVER (PARTITION BY user_id) AS average_reads
  FROM hourly
)
SELECT user_id, year, month, day, hour, reads, objects, round(reads / average_reads, 1) AS times_average
FROM compared
WHERE reads >= 100
ORDER BY reads DESC, user_id, year, month, day, hour
LIMIT 100`,
  },
  {
    id: 'ways-of-working',
    title: 'How each user works',
    description:
      'Calls, addresses, countries, operations and hours of the day by user: what a baseline is made of',
    sql: ({
      events,
    }) => `SELECT user_id, count(*) AS events, count(DISTINCT source_ip) AS addresses, count(DISTINCT src_country) AS countries,
  count(DISTINCT operation) AS operations, count(DISTINCT hour) AS hours_of_day, min(event_time) AS first_seen, max(event_time) AS last_seen
${events}
  AND event_category IN ('auth', 'application') AND user_id IS NOT NULL
GROUP BY user_id
ORDER BY events DESC, user_id
LIMIT 1000`,
  },
  {
    id: 'across-clouds',
    title: 'Addresses that act in more than one cloud',
    description: 'One source, several clouds: an automation, or someone with several stolen keys',
    sql: ({
      events,
    }) => `SELECT source_ip, count(DISTINCT cloud_provider) AS clouds, count(DISTINCT account_uid) AS accounts,
  count(DISTINCT user_id) AS users, count(*) AS events
${events}
  AND event_category IN ('auth', 'application') AND source_ip IS NOT NULL
GROUP BY source_ip
HAVING count(DISTINCT cloud_provider) > 1
ORDER BY events DESC, source_ip
LIMIT 100`,
  },
];
