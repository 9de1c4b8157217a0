import { type JsonObject, text } from '../../json';
import type { NetworkEndpoint } from '../../ocsf/event';
import { isAddress } from '../aws/address';

/**
 * Where the call came from. `sourceIPAddress` may hold the name of an AWS service or `AWS Internal`: those are services;
 * other text that is no address is a name; nothing but an address is ever an `ip`. Insights have no origin.
 */
export function sourceEndpoint(record: JsonObject): NetworkEndpoint {
  const from = text(record.sourceIPAddress);
  const address = from !== undefined && isAddress(from);
  const service = from !== undefined && !address && isService(from);
  return {
    ip: address ? from : undefined,
    svc_name: service ? from : undefined,
    name: address || service ? undefined : (from ?? 'Unknown'),
    uid: text(record.vpcEndpointId),
  };
}

function isService(from: string): boolean {
  return from === 'AWS Internal' || from.endsWith('.amazonaws.com') || from.endsWith('.amazonaws.com.cn');
}
