import { pair } from '../../ocsf/build';
import type { Device, NetworkEndpoint } from '../../ocsf/event';
import type { ColumnIndexes, EndIndexes } from './layout';
import { addressAt, countAt, textAt } from './values';

const VIRTUAL = pair('device', 'type_id', 6);

/**
 * One end of the flow: the interface-level address, which the packet's own (`pkt-…`, before or behind a NAT gateway or
 * a secondary address) accompanies in `intermediate_ips`, as Amazon Security Lake maps it. Undefined without any of them.
 */
export function endpointOf(values: readonly string[], at: EndIndexes): NetworkEndpoint | undefined {
  const address = addressAt(values, at.address, at.addressName);
  const packet = addressAt(values, at.packetAddress, at.packetAddressName);
  const port = countAt(values, at.port, at.portName, 65_535);
  const service = textAt(values, at.service);
  const ip = address ?? packet;
  if (ip === undefined && service === undefined) {
    return port === undefined ? undefined : { name: 'Unknown', port };
  }
  return { ip, port, svc_name: service, intermediate_ips: packet === undefined ? undefined : [packet] };
}

/** The network interface the flow was seen at, whichever end it is: OCSF's `host` profile. */
export function interfaceOf(values: readonly string[], at: ColumnIndexes): Device | undefined {
  const interfaceUid = textAt(values, at.interface);
  const instanceUid = textAt(values, at.instance);
  if (interfaceUid === undefined && instanceUid === undefined) {
    return undefined;
  }
  return {
    type_id: VIRTUAL.type_id,
    type: VIRTUAL.type,
    interface_uid: interfaceUid,
    instance_uid: instanceUid,
    vpc_uid: textAt(values, at.vpc),
    subnet_uid: textAt(values, at.subnet),
  };
}
