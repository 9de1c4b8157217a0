import { COLUMNS } from '../../../../lib/lake/table/columns';
import type { EventRow } from '../../../../lib/lake/table/row';
import { TYPES } from '../../../../lib/lake/table/types';
import { anEvent, aRow } from './rows';

function cellsOf(row: EventRow): Record<string, unknown> {
  const cells = COLUMNS.map((column) => [column.name, column.from(row.event, row)] as const);
  return Object.fromEntries(cells.filter(([, cell]) => cell !== undefined));
}

describe('the columns of security_events', () => {
  it('begin with those of the first lakes, and are never moved', () => {
    expect(COLUMNS.map((column) => `${column.name} ${column.type}`).join('\n')).toMatchInlineSnapshot(`
"timestamp int64
event_type string
source_ip string
user_id string
event_time timestamp_us
time_us int64
ingest_time timestamp_us
delivery_time timestamp_us
clock_skew boolean
cloud_provider string
account_uid string
account_name string
region string
class_uid int32
class_name string
activity_id int32
activity_name string
severity_id int32
severity string
status_id int32
status string
status_code string
actor_name string
actor_uid string
actor_type string
session_uid string
service string
operation string
resource_uid string
src_ip string
src_port int32
dst_ip string
dst_port int32
protocol string
direction string
disposition string
bytes int64
packets int64
bytes_in int64
bytes_out int64
packets_in int64
packets_out int64
http_method string
http_url string
http_status int32
http_user_agent string
dns_hostname string
dns_type string
dns_rcode string
database_name string
src_country string
src_asn int64
finding_title string
rule_uid string
message string
source string
event_uid string
raw_object string
record int64
event string"
`);
  });

  it('have names that no engine has to quote or mistakes for a partition', () => {
    const names = COLUMNS.map((column) => column.name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
    expect(names.filter((name) => ['year', 'month', 'day', 'hour', 'event_category'].includes(name))).toEqual(
      [],
    );
  });

  it('have a type in every engine', () => {
    const missing = Object.values(TYPES).flatMap((types) => COLUMNS.filter((column) => !types[column.type]));

    expect(missing).toEqual([]);
  });

  it('take who, what, where and when from an API call', () => {
    const cells = cellsOf(aRow());

    expect(cells).toEqual({
      timestamp: 1_723_458_600_123,
      event_type: 'api_activity',
      source_ip: '198.51.100.7',
      user_id: 'alice',
      event_time: 1_723_458_600_123_456,
      time_us: 1_723_458_600_123_456,
      cloud_provider: 'AWS',
      account_uid: '111122223333',
      region: 'ap-northeast-1',
      class_uid: 6003,
      class_name: 'API Activity',
      activity_id: 2,
      activity_name: 'Read',
      severity_id: 1,
      status_id: 1,
      status: 'Success',
      actor_name: 'alice',
      actor_uid: 'AIDAEXAMPLE',
      actor_type: 'User',
      service: 's3.amazonaws.com',
      operation: 'GetObject',
      resource_uid: 'arn:aws:s3:::reports',
      src_ip: '198.51.100.7',
      src_country: 'JP',
      src_asn: 64500,
      source: 'aws-cloudtrail',
      event_uid: 'e-1',
      raw_object: 'raw/one.json.gz',
      record: 3,
    });
  });

  it('take ports, traffic and verdict from a flow', () => {
    const row = aRow({
      event: anEvent({
        class_uid: 4001,
        src_endpoint: { ip: '10.0.0.1', port: 50_000 },
        dst_endpoint: { ip: '10.0.0.2', port: 443 },
        connection_info: { direction_id: 2, direction: 'Outbound', protocol_name: 'tcp' },
        traffic: { bytes: 5000, packets_in: 3, packets_out: 4 },
        disposition: 'Blocked',
      }),
    });

    expect(cellsOf(row)).toMatchObject({
      event_type: 'network_activity',
      src_port: 50_000,
      dst_ip: '10.0.0.2',
      dst_port: 443,
      direction: 'Outbound',
      protocol: 'tcp',
      bytes: 5000,
      packets: 7,
      packets_in: 3,
      disposition: 'Blocked',
    });
  });

  it.each([
    ['the one who signs in', 3002, 'target'],
    ['the actor of a change to a user', 3001, 'alice'],
  ])('name as user %s', (_, classUid, user) => {
    const row = aRow({ event: anEvent({ class_uid: classUid, user: { name: 'target' } }) });

    expect(cellsOf(row)).toMatchObject({ user_id: user, actor_name: user });
  });

  it('keep the token where the address was', () => {
    const token = `tok_k1_${'a'.repeat(26)}`;
    const row = aRow({ event: anEvent({ src_endpoint: { uid: token } }) });

    expect(cellsOf(row)).toMatchObject({ source_ip: token });
    expect(cellsOf(row)).not.toHaveProperty('src_ip');
  });

  it.each([
    ['unknown without delivery and ingest', {}, undefined],
    ['false within five minutes', { ingestMicros: 1_723_458_300_123_456 }, false],
    ['true beyond', { ingestMicros: 1_723_458_300_123_455 }, true],
    [
      'judged by delivery where there is one',
      { deliveryMicros: 1_723_458_600_000_000, ingestMicros: 1 },
      false,
    ],
  ])('have a clock skew %s', (_, times, skewed) => {
    expect(cellsOf(aRow(times)).clock_skew).toBe(skewed);
  });
});
