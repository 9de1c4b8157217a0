import type { SavedQuery } from './saved-query';

/** What is in the lake, and what was found in it. */
export const PLATFORM_QUERIES: readonly SavedQuery[] = [
  {
    id: 'one-hour',
    title: 'Everything of an hour',
    description: 'Only the partitions of the two times are read: change them, and nothing else, to move',
    sql: ({
      events,
    }) => `SELECT event_time, event_type, source_ip, user_id, account_uid, region, service, operation, status, source, event_uid
${events}
ORDER BY time_us, event_uid
LIMIT 1000`,
  },
  {
    id: 'findings',
    title: 'What was found',
    description: 'Findings of rules and correlations: who, what, where, when',
    sql: ({
      events,
    }) => `SELECT event_time, severity, finding_title, rule_uid, user_id, source_ip, account_uid, event_uid
${events}
  AND event_category = 'finding'
ORDER BY severity_id DESC, time_us, event_uid
LIMIT 1000`,
  },
  {
    id: 'volume',
    title: 'How much comes from where',
    description: 'Events by source, account and category: what grew, and what fell silent',
    sql: ({ events }) => `SELECT source, account_uid, event_category, count(*) AS events
${events}
GROUP BY source, account_uid, event_category
ORDER BY events DESC, source, account_uid, event_category
LIMIT 1000`,
  },
  {
    id: 'clocks',
    title: 'Clocks that go wrong',
    description:
      'Events that claim to be younger than their delivery, by source and account: their order cannot be trusted',
    sql: ({
      events,
    }) => `SELECT source, account_uid, count(*) AS events, sum(CASE WHEN clock_skew THEN 1 ELSE 0 END) AS ahead
${events}
GROUP BY source, account_uid
HAVING sum(CASE WHEN clock_skew THEN 1 ELSE 0 END) > 0
ORDER BY ahead DESC, source, account_uid
LIMIT 100`,
  },
];
