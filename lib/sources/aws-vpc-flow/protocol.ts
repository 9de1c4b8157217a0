/** Names of the protocols that flow logs show, by IANA number; others have only their number. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [2, 'igmp'],
  [4, 'ipv4'],
  [6, 'tcp'],
  [17, 'udp'],
  [41, 'ipv6'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'ah'],
  [58, 'ipv6-icmp'],
  [89, 'ospfigp'],
  [103, 'pim'],
  [112, 'vrrp'],
  [115, 'l2tp'],
  [132, 'sctp'],
  [136, 'udplite'],
]);

const NUMBERS = new Map([...NAMES].map(([number, name]) => [name, number]));

export function protocolName(number: number): string | undefined {
  return NAMES.get(number);
}

/** The number of a protocol given by name in any case (`TCP`), as the plain nine-column text has it. */
export function protocolNumber(name: string): number | undefined {
  return NUMBERS.get(name.toLowerCase());
}
