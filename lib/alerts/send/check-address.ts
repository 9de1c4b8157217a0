import { isInCidr, parseCidr, parseIp } from '../../ip';
import { kindOf } from '../../ip-kind';

/** What may be connected to beside public addresses. */
export interface AddressPolicy {
  /** For tests against a server on the same machine. @default false */
  readonly allowLoopback?: boolean;
}

/**
 * Public by their range, yet no receiver: Azure's wire server (metadata, DNS), and the tunnels whose addresses hold
 * another one that the network may unpack (Teredo and its registry 2001::/23, 6to4 and its relays).
 */
const REFUSED = ['168.63.129.16', '192.88.99.0/24', '2001::/23', '2002::/16'].flatMap(
  (text) => parseCidr(text) ?? [],
);

/**
 * Whether an address that a name resolved to may be connected to: public ones only. Refused are private, loopback,
 * link-local (169.254.169.254), carrier, multicast, documentation and reserved ranges, fd00:ec2::254, and IPv6
 * addresses that hold an IPv4 one: mapped and NAT64 by what they hold, 6to4, Teredo and ISATAP always.
 */
export function isAllowedAddress(text: string, { allowLoopback = false }: AddressPolicy = {}): boolean {
  const address = parseIp(text);
  if (!address) {
    return false;
  }
  const kind = kindOf(address);
  if (kind === 'loopback') {
    return allowLoopback;
  }
  return kind === 'public' && !REFUSED.some((block) => isInCidr(address, block)) && !isIsatap(address.groups);
}

/** Interface identifier `0:5efe:a.b.c.d` or `200:5efe:a.b.c.d` (RFC 5214). */
function isIsatap(groups: readonly number[]): boolean {
  return groups[5] === 0x5efe && ((groups[4] ?? 0) & 0xfdff) === 0;
}
