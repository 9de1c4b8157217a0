import type { SavedQuery } from './saved-query';

/** Flows and names: data that leaves, machines that ask for odd names. */
export const NETWORK_QUERIES: readonly SavedQuery[] = [
  {
    id: 'large-transfers',
    title: 'Large transfers, against the same hour of the same address',
    description:
      'Who sent 50 MB or more to one address, and how often its average transfer that is: 100 times is a leak until explained',
    sql: ({ events }) => `transfers AS (
  SELECT source_ip, dst_ip, sum(bytes) AS bytes, count(*) AS flows
  ${events}
  AND event_category = 'network' AND class_uid = 4001 AND bytes IS NOT NULL
  GROUP BY source_ip, dst_ip
), compared AS (
  SELECT source_ip, dst_ip, bytes, flows,
    avg(CAST(bytes AS double)) OVER (PARTITION BY source_ip) AS average_bytes
  FROM transfers
)
SELECT source_ip, dst_ip, bytes, flows, round(bytes / average_bytes, 1) AS times_average
FROM compared
WHERE bytes >= 50000000
ORDER BY bytes DESC, source_ip, dst_ip
LIMIT 100`,
  },
  {
    id: 'refused-flows',
    title: 'Addresses that were refused at many doors',
    description:
      'Sources whose flows were blocked on many ports or hosts: scans, and clients that lost their way',
    sql: ({
      events,
    }) => `SELECT source_ip, count(DISTINCT dst_ip) AS hosts, count(DISTINCT dst_port) AS ports, count(*) AS flows
${events}
  AND event_category = 'network' AND class_uid = 4001 AND disposition = 'Blocked'
GROUP BY source_ip
HAVING count(DISTINCT dst_port) >= 10 OR count(DISTINCT dst_ip) >= 10
ORDER BY flows DESC, source_ip
LIMIT 100`,
  },
  {
    id: 'random-names',
    title: 'Names that look random (domain generation)',
    description:
      'Machines that asked for names of twelve and more letters and digits mixed, most of which do not exist',
    sql: ({
      events,
      matches,
    }) => `SELECT source_ip, count(DISTINCT dns_hostname) AS names, count(*) AS queries,
  sum(CASE WHEN dns_rcode = 'NXDomain' OR dns_rcode = 'NXDOMAIN' THEN 1 ELSE 0 END) AS not_there,
  max(dns_hostname) AS example
${events}
  AND event_category = 'network' AND class_uid = 4003
  AND ${matches('dns_hostname', '\\A[a-z0-9]{12,63}[.]')}
  AND ${matches('dns_hostname', '\\A[a-z]*[0-9][a-z]*[0-9][a-z]*[0-9]')}
GROUP BY source_ip
ORDER BY names DESC, source_ip
LIMIT 100`,
  },
  {
    id: 'long-names',
    title: 'Names that carry data (DNS tunnels)',
    description: 'Machines whose names are ten times as long in sum as others ask for, few of them twice',
    sql: ({
      events,
    }) => `SELECT source_ip, count(DISTINCT dns_hostname) AS names, max(length(dns_hostname)) AS longest,
  sum(length(dns_hostname)) AS characters
${events}
  AND event_category = 'network' AND class_uid = 4003
GROUP BY source_ip
HAVING max(length(dns_hostname)) >= 100
ORDER BY characters DESC, source_ip
LIMIT 100`,
  },
  {
    id: 'moving-names',
    title: 'Names whose addresses change within a minute (fast flux)',
    description: 'Names that gave 20 different answers in a minute',
    sql: ({ events, listAt }) => `SELECT dns_hostname, date_trunc('minute', event_time) AS at_minute,
  count(DISTINCT ${listAt('answers')}) AS answers
${events}
  AND event_category = 'network' AND class_uid = 4003
GROUP BY dns_hostname, date_trunc('minute', event_time)
HAVING count(DISTINCT ${listAt('answers')}) >= 20
ORDER BY answers DESC, dns_hostname
LIMIT 100`,
  },
];
