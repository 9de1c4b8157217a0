import { type JsonObject, text } from '../../json';
import type { NetworkEndpoint } from '../../ocsf/event';
import { isAddress } from '../aws/address';

/** More addresses than any chain of proxies has: longer text is no address list, and stays a name. */
const MOST_HOPS = 20;

/**
 * Where the call came from. `sourceIPAddress` may hold the name of an AWS service or `AWS Internal`: those are services;
 * other text that is no address is a name; nothing but an address is ever an `ip`. Insights have no origin. A call through
 * proxies lists all addresses, the caller's first.
 */
export function sourceEndpoint(record: JsonObject): NetworkEndpoint {
  const from = text(record.sourceIPAddress);
  const forwarded = forwardedOf(from);
  if (forwarded) {
    return { ip: forwarded[0], intermediate_ips: forwarded.slice(1), uid: text(record.vpcEndpointId) };
  }
  const address = from !== undefined && isAddress(from);
  const service = from !== undefined && !address && isService(from);
  return {
    ip: address ? from : undefined,
    svc_name: service ? from : undefined,
    name: address || service ? undefined : (from ?? 'Unknown'),
    uid: text(record.vpcEndpointId),
  };
}

/** The addresses of a list, or undefined for any other text. */
function forwardedOf(from: string | undefined): string[] | undefined {
  const hops = from?.includes(',') ? from.split(',', MOST_HOPS + 1).map((hop) => hop.trim()) : [];
  return hops.length > 1 && hops.length <= MOST_HOPS && hops.every(isAddress) ? hops : undefined;
}

function isService(from: string): boolean {
  return from === 'AWS Internal' || from.endsWith('.amazonaws.com') || from.endsWith('.amazonaws.com.cn');
}
