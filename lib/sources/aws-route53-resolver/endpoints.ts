import { type JsonObject, number, object } from '../../json';
import { pair } from '../../ocsf/build';
import type { NetworkConnectionInfo, NetworkEndpoint } from '../../ocsf/event';
import { isAddress } from '../aws/address';
import { word } from '../shared/leftovers';
import { UNKNOWN } from '../shared/unknown';

/** Who asked: the machine in the VPC, or whoever reached an inbound endpoint. */
export function askerOf(record: JsonObject): NetworkEndpoint {
  const address = word(record.srcaddr);
  const instance = word(object(record.srcids)?.instance);
  const isIp = address !== undefined && isAddress(address);
  return {
    ip: isIp ? address : undefined,
    name: isIp ? undefined : (address ?? (instance === undefined ? UNKNOWN : undefined)),
    port: portOf(record),
    instance_uid: instance,
    vpc_uid: word(record.vpc_id),
  };
}

/** The resolver endpoint the query passed, as Amazon Security Lake maps it; undefined for queries within the VPC. */
export function resolverOf(record: JsonObject): NetworkEndpoint | undefined {
  const passed = object(record.srcids);
  const endpoint = word(passed?.resolver_endpoint);
  const networkInterface = word(passed?.resolver_network_interface);
  return endpoint === undefined && networkInterface === undefined
    ? undefined
    : { instance_uid: endpoint, interface_uid: networkInterface };
}

const UNKNOWN_DIRECTION = pair('network_connection_info', 'direction_id', 0);
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['tcp', 6],
  ['udp', 17],
]);

/** UDP and TCP, and DNS over HTTPS, by which names are resolved at an endpoint. */
export function connectionOf(record: JsonObject): NetworkConnectionInfo | undefined {
  const protocol = word(record.transport)?.toLowerCase();
  return protocol === undefined
    ? undefined
    : { ...UNKNOWN_DIRECTION, protocol_name: protocol, protocol_num: PROTOCOLS.get(protocol) };
}

/** The log writes it as text. */
export function portOf({ srcport }: JsonObject): number | undefined {
  const port = number(srcport);
  return port !== undefined && Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}
