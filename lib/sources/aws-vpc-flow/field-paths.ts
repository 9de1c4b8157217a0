import { KNOWN_COLUMNS } from './columns';

/** Where a column's value is; those not listed keep their names in `unmapped`. */
const PLACES: ReadonlyMap<string, readonly string[]> = new Map([
  ['version', ['metadata.log_version']],
  ['account-id', ['cloud.account.uid']],
  ['interface-id', ['device.interface_uid']],
  ['srcaddr', ['src_endpoint.ip']],
  ['dstaddr', ['dst_endpoint.ip']],
  ['srcport', ['src_endpoint.port']],
  ['dstport', ['dst_endpoint.port']],
  ['protocol', ['connection_info.protocol_num']],
  ['packets', ['traffic.packets']],
  ['bytes', ['traffic.bytes']],
  ['start', ['metadata.original_time']],
  // OCSF counts in milliseconds: no attribute holds the text of `end`.
  ['end', []],
  ['log-status', ['status_code']],
  ['vpc-id', ['device.vpc_uid', 'unmapped.vpc-id']],
  ['subnet-id', ['device.subnet_uid', 'unmapped.subnet-id']],
  ['instance-id', ['device.instance_uid']],
  ['tcp-flags', ['connection_info.tcp_flags']],
  ['pkt-srcaddr', ['src_endpoint.intermediate_ips']],
  ['pkt-dstaddr', ['dst_endpoint.intermediate_ips']],
  ['region', ['cloud.region']],
  ['az-id', ['cloud.zone']],
  ['pkt-src-aws-service', ['src_endpoint.svc_name']],
  ['pkt-dst-aws-service', ['dst_endpoint.svc_name']],
  ['reject-reason', ['status_detail']],
]);

/** Names that rules for any firewall use. */
const GENERIC: ReadonlyMap<string, string> = new Map([
  ['src-ip', 'srcaddr'],
  ['dst-ip', 'dstaddr'],
  ['src-port', 'srcport'],
  ['dst-port', 'dstport'],
]);

const NONE: readonly string[] = [];

/** Where a flow log column, or a firewall rule's `src_ip` and the like, is in the event; `_` may stand for `-`. */
export function flowPaths(field: string): readonly string[] {
  const name = field.replaceAll('_', '-').toLowerCase();
  const column = GENERIC.get(name) ?? name;
  return PLACES.get(column) ?? (KNOWN_COLUMNS.has(column) ? [`unmapped.${column}`] : NONE);
}
