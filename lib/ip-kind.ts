import { type IpAddress, parseIp } from './ip';

/** What sort of network an address belongs to, after IANA's special-purpose registries. */
export type AddressKind =
  | 'unspecified'
  | 'loopback'
  | 'private'
  | 'link-local'
  | 'cgnat'
  | 'multicast'
  | 'documentation'
  | 'reserved'
  | 'public';

/** The kind of the address a text is, or undefined when it is none. */
export function addressKind(text: string): AddressKind | undefined {
  const address = parseIp(text);
  return address && kindOf(address);
}

/**
 * Whether an address lies outside the organization: public ones and the documentation ranges, which samples use for
 * outside ones.
 */
export function isExternal(kind: AddressKind): boolean {
  return kind === 'public' || kind === 'documentation';
}

/**
 * Whether an address can point to a person: external ones, and those a carrier shares among its customers. Private,
 * loopback and link-local addresses name nobody outside; `0.0.0.0` and multicast nobody at all.
 */
export function isPersonal(kind: AddressKind): boolean {
  return isExternal(kind) || kind === 'cgnat';
}

/** The kind of an address. */
export function kindOf(address: IpAddress): AddressKind {
  const [high = 0, low = 0] = address.groups;
  return address.version === 4 ? kindOfV4(high, low) : kindOfV6(address.groups, high, low);
}

function kindOfV4(high: number, low: number): AddressKind {
  const first = high >> 8;
  if (first === 10 || (high >= 0xac10 && high <= 0xac1f) || high === 0xc0a8) {
    return 'private';
  }
  if (first === 127) {
    return 'loopback';
  }
  if (high === 0xa9fe) {
    return 'link-local';
  }
  if (high >= 0x6440 && high <= 0x647f) {
    return 'cgnat';
  }
  if (isDocumentationV4(high, low)) {
    return 'documentation';
  }
  if (first >= 224) {
    return first < 240 ? 'multicast' : 'reserved';
  }
  if (first === 0) {
    return high === 0 && low === 0 ? 'unspecified' : 'reserved';
  }
  const isBenchmark = high === 0xc612 || high === 0xc613;
  const isProtocol = high === 0xc000 && low >> 8 === 0;
  return isBenchmark || isProtocol ? 'reserved' : 'public';
}

/** 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 (RFC 5737). */
function isDocumentationV4(high: number, low: number): boolean {
  const third = low >> 8;
  return (
    (high === 0xc000 && third === 2) ||
    (high === 0xc633 && third === 100) ||
    (high === 0xcb00 && third === 113)
  );
}

function kindOfV6(groups: readonly number[], high: number, low: number): AddressKind {
  if (high === 0 && groups.every((group, index) => group === 0 || index === 7)) {
    return groups[7] === 0 ? 'unspecified' : groups[7] === 1 ? 'loopback' : 'reserved';
  }
  if (high >> 6 === 0x3fa) {
    return 'link-local';
  }
  if (high >> 9 === 0x7e) {
    return 'private';
  }
  if (high >> 8 === 0xff) {
    return 'multicast';
  }
  if ((high === 0x2001 && low === 0xdb8) || (high === 0x3fff && low < 0x1000)) {
    return 'documentation';
  }
  if (high === 0x64 && low === 0xff9b && groups.slice(2, 6).every((group) => group === 0)) {
    return kindOfV4(groups[6] ?? 0, groups[7] ?? 0);
  }
  return high >> 13 === 1 ? 'public' : 'reserved';
}
