import { COLUMNS } from '../../lake/table/columns';

/**
 * Columns of `security_events` that hold the value at an OCSF path and nothing else, in every event that is no
 * finding. Columns with a second place to look (`source_ip`, `actor_name`, `service`, `bytes`) are none of them;
 * `operation` only looks elsewhere in findings.
 */
const EXACT: Readonly<Record<string, string>> = {
  'cloud.provider': 'cloud_provider',
  'cloud.account.uid': 'account_uid',
  'cloud.account.name': 'account_name',
  'cloud.region': 'region',
  class_uid: 'class_uid',
  class_name: 'class_name',
  activity_id: 'activity_id',
  activity_name: 'activity_name',
  severity_id: 'severity_id',
  severity: 'severity',
  status_id: 'status_id',
  status: 'status',
  status_code: 'status_code',
  'api.operation': 'operation',
  'src_endpoint.ip': 'src_ip',
  'src_endpoint.port': 'src_port',
  'dst_endpoint.ip': 'dst_ip',
  'dst_endpoint.port': 'dst_port',
  'connection_info.protocol_name': 'protocol',
  'connection_info.direction': 'direction',
  'traffic.bytes_in': 'bytes_in',
  'traffic.bytes_out': 'bytes_out',
  'traffic.packets_in': 'packets_in',
  'traffic.packets_out': 'packets_out',
  'http_request.http_method': 'http_method',
  'http_request.url.url_string': 'http_url',
  'http_request.user_agent': 'http_user_agent',
  'query.hostname': 'dns_hostname',
  'query.type': 'dns_type',
  rcode: 'dns_rcode',
  'database.name': 'database_name',
  'src_endpoint.location.country': 'src_country',
  'src_endpoint.autonomous_system.number': 'src_asn',
  message: 'message',
  'metadata.uid': 'event_uid',
};

const TYPES = new Map(COLUMNS.map(({ name, type }) => [name, type]));

export interface TypedColumn {
  readonly name: string;
  readonly kind: 'text' | 'number';
}

/** The column that holds just the value at an OCSF path, if there is one. */
export function typedColumn(path: string): TypedColumn | undefined {
  const name = Object.hasOwn(EXACT, path) ? EXACT[path] : undefined;
  return name === undefined ? undefined : { name, kind: TYPES.get(name) === 'string' ? 'text' : 'number' };
}

/** The paths that have such a column. */
export const TYPED_PATHS: readonly string[] = Object.keys(EXACT);
