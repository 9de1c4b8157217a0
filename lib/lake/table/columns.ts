import type { OcsfEvent } from '../../ocsf/event';
import { ClassUid } from '../../ocsf/types.generated';
import { addressOrToken, userOrToken } from '../../pipeline/mask/relocate';
import { toMillis } from '../../time';
import { evidence, origin, principal } from './identity';
import type { EventRow } from './row';
import type { ColumnType } from './types';

/** A column of `security_events` and how its cell is taken from a row. An undefined cell is NULL. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly comment: string;
  /** Version of the table that appended it. */
  readonly since: number;
  /** Nearly every value differs (or is long): kept as bytes, without a dictionary or bounds. */
  readonly plain?: boolean;
  readonly from: (event: OcsfEvent, row: EventRow) => string | number | boolean | undefined;
}

/** Counts up when columns are appended. Columns are never removed, renamed, retyped or moved: old files stay readable. */
export const TABLE_VERSION = 1;

const SKEW_MICROS = 5 * 60 * 1_000_000;

type Text = (event: OcsfEvent, row: EventRow) => string | undefined;
type Quantity = (event: OcsfEvent, row: EventRow) => number | undefined;
type Flag = (event: OcsfEvent, row: EventRow) => boolean | undefined;

const text = (name: string, from: Text, comment: string): Column => ({
  name,
  type: 'string',
  comment,
  since: 1,
  from,
});
const int = (name: string, from: Quantity, comment: string): Column => ({
  name,
  type: 'int32',
  comment,
  since: 1,
  from,
});
const long = (name: string, from: Quantity, comment: string): Column => ({
  name,
  type: 'int64',
  comment,
  since: 1,
  from,
});
const flag = (name: string, from: Flag, comment: string): Column => ({
  name,
  type: 'boolean',
  comment,
  since: 1,
  from,
});
const time = (name: string, from: Quantity, comment: string): Column => ({
  name,
  type: 'timestamp_us',
  comment,
  since: 1,
  from,
});
const plain = (name: string, from: Text, comment: string): Column => ({
  ...text(name, from, comment),
  plain: true,
});

/** The whole masked event as JSON; the writer serialises it, so that nothing is written when that fails. */
export const EVENT_COLUMN = 'event';

/** `security_events`, in the order of its columns; the partition columns follow them in every engine. */
export const COLUMNS: readonly Column[] = [
  long('timestamp', (_, row) => toMillis(row.timeMicros), 'Event time, epoch milliseconds'),
  text('event_type', (event) => classKey(event.class_uid), 'OCSF class as a key: authentication …'),
  text('source_ip', (event) => addressOrToken(origin(event)), 'Address it came from, or its token'),
  text('user_id', (event) => userOrToken(principal(event)), 'Who acted, or the token for them'),

  time('event_time', (_, row) => row.timeMicros, 'Event time, UTC, microseconds'),
  long('time_us', (_, row) => row.timeMicros, 'Event time, epoch microseconds'),
  time('ingest_time', (_, row) => row.ingestMicros, 'When the raw object was stored'),
  time('delivery_time', (_, row) => row.deliveryMicros, 'When the cloud handed the record over'),
  flag(
    'clock_skew',
    (_, row) => isSkewed(row),
    'Whether it claims to be 5 minutes younger than its delivery',
  ),

  text('cloud_provider', (event) => event.cloud?.provider, 'AWS, Azure, GCP'),
  text(
    'account_uid',
    (event) => event.cloud?.account?.uid,
    'AWS account, Azure subscription, Google project',
  ),
  text('account_name', (event) => event.cloud?.account?.name, 'Name of the account, if known'),
  text('region', (event) => event.cloud?.region, 'Region of the cloud'),

  int('class_uid', (event) => event.class_uid, 'OCSF class'),
  text('class_name', (event) => event.class_name, 'Caption of the OCSF class'),
  int('activity_id', (event) => event.activity_id, 'OCSF activity within the class'),
  text('activity_name', (event) => event.activity_name, 'Caption of the activity'),
  int('severity_id', (event) => event.severity_id, 'OCSF severity: 1 informational to 6 fatal'),
  text('severity', (event) => event.severity, 'Caption of the severity'),
  int('status_id', (event) => event.status_id, 'OCSF status: 1 success, 2 failure'),
  text('status', (event) => event.status, 'Caption of the status'),
  text('status_code', (event) => event.status_code, "The source's own status or error code"),

  text('actor_name', (event) => principal(event)?.name, 'Name of who acted'),
  text('actor_uid', (event) => principal(event)?.uid, 'Id of who acted'),
  text('actor_type', (event) => principal(event)?.type, 'User, Admin, System …'),
  text('session_uid', (event) => event.actor?.session?.uid ?? event.session?.uid, 'Session it was done in'),
  text(
    'service',
    (event) => event.api?.service?.name ?? event.service?.name ?? evidence(event)?.api?.service?.name,
    'Service that was used',
  ),
  text(
    'operation',
    (event) => event.api?.operation ?? evidence(event)?.api?.operation,
    'Operation of the API',
  ),
  text('resource_uid', (event) => event.resources?.[0]?.uid, 'First resource it was done to'),

  text('src_ip', (event) => event.src_endpoint?.ip, 'Source address'),
  int('src_port', (event) => event.src_endpoint?.port, 'Source port'),
  text('dst_ip', (event) => event.dst_endpoint?.ip, 'Destination address'),
  int('dst_port', (event) => event.dst_endpoint?.port, 'Destination port'),
  text('protocol', (event) => event.connection_info?.protocol_name, 'tcp, udp, icmp …'),
  text('direction', (event) => event.connection_info?.direction, 'Inbound, Outbound, Lateral'),
  text('disposition', (event) => event.disposition ?? event.action, 'What became of it: Allowed, Blocked …'),
  long(
    'bytes',
    ({ traffic }) => total(traffic?.bytes, traffic?.bytes_in, traffic?.bytes_out),
    'Bytes, both ways',
  ),
  long(
    'packets',
    ({ traffic }) => total(traffic?.packets, traffic?.packets_in, traffic?.packets_out),
    'Packets',
  ),
  long('bytes_in', (event) => event.traffic?.bytes_in, 'Bytes from destination to source'),
  long('bytes_out', (event) => event.traffic?.bytes_out, 'Bytes from source to destination'),
  long('packets_in', (event) => event.traffic?.packets_in, 'Packets from destination to source'),
  long('packets_out', (event) => event.traffic?.packets_out, 'Packets from source to destination'),

  text('http_method', (event) => event.http_request?.http_method, 'HTTP method'),
  text('http_url', (event) => event.http_request?.url?.url_string, 'URL as requested'),
  int('http_status', (event) => event.http_response?.code ?? event.http_status, 'HTTP status'),
  text('http_user_agent', (event) => event.http_request?.user_agent, 'User agent'),
  text('dns_hostname', (event) => event.query?.hostname, 'Name that was asked for'),
  text('dns_type', (event) => event.query?.type, 'Record type that was asked for'),
  text('dns_rcode', (event) => event.rcode, 'DNS response code'),
  text('database_name', (event) => event.database?.name, 'Database'),
  text('src_country', (event) => event.src_endpoint?.location?.country, 'Country of the source address'),
  long('src_asn', (event) => event.src_endpoint?.autonomous_system?.number, 'Its autonomous system'),

  text('finding_title', (event) => event.finding_info?.title, 'What was found, in a finding'),
  text('rule_uid', (event) => event.finding_info?.analytic?.uid, 'Rule that found it'),
  text('message', (event) => event.message, 'What happened, in a line'),

  text('source', (_, row) => row.source, 'Log source it was read by'),
  plain('event_uid', (event) => event.metadata.uid, "The source's own event id, or a hash of the record"),
  text('raw_object', (_, row) => row.rawObject, 'Key of the raw object'),
  long('record', (_, row) => row.record, 'Zero-based number of the record in the raw object'),
  plain(EVENT_COLUMN, () => undefined, 'The whole masked OCSF event as JSON'),
];

const CLASS_KEYS = new Map<number, string>(Object.entries(ClassUid).map(([key, uid]) => [uid, key]));

function classKey(classUid: number): string {
  return CLASS_KEYS.get(classUid) ?? `class_${classUid}`;
}

/** The total as the source gives it, else the sum of what it does give. */
function total(
  both: number | undefined,
  inward: number | undefined,
  outward: number | undefined,
): number | undefined {
  return both ?? (inward === undefined && outward === undefined ? undefined : (inward ?? 0) + (outward ?? 0));
}

/** Whether a source's clock runs ahead; unknown when neither delivery nor ingest is. */
function isSkewed(row: EventRow): boolean | undefined {
  const handedOver = row.deliveryMicros ?? row.ingestMicros;
  return handedOver === undefined ? undefined : row.timeMicros - handedOver > SKEW_MICROS;
}
