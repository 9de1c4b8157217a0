import { pair } from '../../ocsf/build';
import type { NetworkConnectionInfo } from '../../ocsf/event';
import type { ColumnIndexes } from './layout';
import { protocolName, protocolNumber } from './protocol';
import { countAt, shown, textAt } from './values';

const INFO = 'network_connection_info';
const UNKNOWN = pair(INFO, 'direction_id', 0);
const INBOUND = pair(INFO, 'direction_id', 1);
const OUTBOUND = pair(INFO, 'direction_id', 2);
const IPV4 = pair(INFO, 'protocol_ver_id', 4);
const IPV6 = pair(INFO, 'protocol_ver_id', 6);

/** `traffic-path` 1 to 8: the way out of the VPC. */
const BOUNDARIES = new Map(
  [4, 5, 6, 7, 8, 9, 10, 11].map((id, index) => [String(index + 1), pair(INFO, 'boundary_id', id)]),
);

/** Direction as seen by the interface, protocol, TCP flags and the way egress took. */
export function connectionOf(
  values: readonly string[],
  at: ColumnIndexes,
  address: string | undefined,
): NetworkConnectionInfo {
  const flow = textAt(values, at.direction);
  const direction = flow === 'ingress' ? INBOUND : flow === 'egress' ? OUTBOUND : UNKNOWN;
  const protocol = protocolAt(values, at.protocol);
  const version = address === undefined ? undefined : address.includes(':') ? IPV6 : IPV4;
  const path = textAt(values, at.trafficPath);
  const boundary = path === undefined ? undefined : BOUNDARIES.get(path);
  return {
    direction_id: direction.direction_id,
    direction: direction.direction,
    protocol_num: protocol,
    protocol_name: protocol === undefined ? undefined : protocolName(protocol),
    protocol_ver_id: version?.protocol_ver_id,
    protocol_ver: version?.protocol_ver,
    tcp_flags: countAt(values, at.tcpFlags, 'tcp-flags', 255),
    boundary_id: boundary?.boundary_id,
    boundary: boundary?.boundary,
  };
}

function protocolAt(values: readonly string[], index: number): number | undefined {
  const value = textAt(values, index);
  if (value === undefined || (value.charCodeAt(0) >= 48 && value.charCodeAt(0) <= 57)) {
    return countAt(values, index, 'protocol', 255);
  }
  const named = protocolNumber(value);
  if (named === undefined) {
    throw new Error(`protocol: expected an IANA protocol number or name, got ${shown(value)}`);
  }
  return named;
}
