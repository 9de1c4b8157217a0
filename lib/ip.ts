/**
 * An IP address as 16-bit groups: two for IPv4, eight for IPv6. An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) is
 * the IPv4 address it stands for; a zone (`%eth0`) is dropped, since it means something on one machine only.
 */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly groups: readonly number[];
}

/** A block of addresses, `10.0.0.0/8`. */
export interface Cidr {
  readonly address: IpAddress;
  readonly prefix: number;
}

/**
 * The address a text is, or undefined. Leading zeros of an IPv4 octet are decimal (`075.050.255.67`, as some tools
 * write it), never octal.
 */
export function parseIp(text: string): IpAddress | undefined {
  if (text.length < 2 || text.length > 80) {
    return undefined;
  }
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

/** RFC 5952 text of an address: one spelling for each, so that equal addresses are equal texts. */
export function formatIp(address: IpAddress): string {
  const { groups } = address;
  if (address.version === 4) {
    return groups.map((group) => `${group >> 8}.${group & 255}`).join('.');
  }
  const gap = longestZeros(groups);
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return gap.length < 2
    ? hex(groups)
    : `${hex(groups.slice(0, gap.start))}::${hex(groups.slice(gap.start + gap.length))}`;
}

/** The one spelling of the address a text is, or undefined. */
export function canonicalIp(text: string): string | undefined {
  const address = parseIp(text);
  return address && formatIp(address);
}

/** The block `10.0.0.0/8` or `2001:db8::/32` is (an address alone is a block of one), or undefined. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = parseIp(slash < 0 ? text : text.slice(0, slash));
  if (!address) {
    return undefined;
  }
  const bits = address.groups.length * 16;
  const given = slash < 0 ? `${bits}` : text.slice(slash + 1);
  const isMapped = address.version === 4 && text.includes(':') && slash >= 0;
  const prefix = /^\d{1,3}$/.test(given) ? Number(given) - (isMapped ? 96 : 0) : Number.NaN;
  return prefix >= 0 && prefix <= bits ? { address, prefix } : undefined;
}

/** Whether an address lies in a block. IPv4 never lies in an IPv6 block, nor the reverse. */
export function isInCidr(address: IpAddress, block: Cidr): boolean {
  if (address.version !== block.address.version) {
    return false;
  }
  for (let index = 0, left = block.prefix; left > 0; index += 1, left -= 16) {
    const shift = left >= 16 ? 0 : 16 - left;
    if ((address.groups[index] ?? 0) >> shift !== (block.address.groups[index] ?? 0) >> shift) {
      return false;
    }
  }
  return true;
}

function parseV4(text: string): IpAddress | undefined {
  if (text.length > 15) {
    return undefined;
  }
  let value = 0;
  let octet = -1;
  let dots = 0;
  let digits = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 46;
    if (code === 46) {
      if (octet < 0 || octet > 255) {
        return undefined;
      }
      value = value * 256 + octet;
      octet = -1;
      digits = 0;
      dots += 1;
    } else if (code >= 48 && code <= 57 && digits < 3) {
      octet = (octet < 0 ? 0 : octet * 10) + code - 48;
      digits += 1;
    } else {
      return undefined;
    }
  }
  return dots === 4 ? { version: 4, groups: [Math.floor(value / 65536), value % 65536] } : undefined;
}

function parseV6(zoned: string): IpAddress | undefined {
  const zone = zoned.indexOf('%');
  const text = zone < 0 ? zoned : zoned.slice(0, zone);
  const gap = text.indexOf('::');
  const head = groupsOf(gap < 0 ? text : text.slice(0, gap), gap < 0);
  const tail = gap < 0 ? [] : groupsOf(text.slice(gap + 2), true);
  if (!head || !tail || zone === 0 || zone === zoned.length - 1) {
    return undefined;
  }
  const zeros = 8 - head.length - tail.length;
  if (gap < 0 ? zeros !== 0 : zeros < 1) {
    return undefined;
  }
  const groups = [...head, ...new Array<number>(zeros).fill(0), ...tail];
  const isMapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  return isMapped ? { version: 4, groups: groups.slice(6) } : { version: 6, groups };
}

/** Groups of one side of `::`; the last of the address may be an IPv4 one and counts as two. */
function groupsOf(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') {
    return [];
  }
  const groups: number[] = [];
  const parts = text.split(':', 9);
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const v4 = isEnd && index === parts.length - 1 ? parseV4(part) : undefined;
    if (!v4) {
      return undefined;
    }
    groups.push(...v4.groups);
  }
  return groups;
}

function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === 0) {
      length += 1;
    }
    if (length > best.length) {
      best = { start, length };
    }
  }
  return best;
}
