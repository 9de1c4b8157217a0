/** An address as four 32-bit words; an IPv4 address is its IPv4-mapped IPv6 form, so both compare alike. */
export type Address = readonly [number, number, number, number];

export interface Block {
  readonly address: Address;
  /** Leading bits that must agree, 0–128. */
  readonly bits: number;
}

const V4_PREFIX = 0xffff;

/** The words of an IPv4 or IPv6 address in text; undefined when it is none (zones and ports are not). */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseV6(text) : parseMapped(text);
}

/** A block in CIDR notation; an address alone is a block of one. Undefined when it is none. */
export function parseBlock(text: string): Block | undefined {
  const slash = text.indexOf('/');
  const host = slash < 0 ? text : text.slice(0, slash);
  const address = parseAddress(host);
  const size = host.includes(':') ? 128 : 32;
  const length = slash < 0 ? size : decimal(text.slice(slash + 1), size);
  return address && length !== undefined ? { address, bits: length + 128 - size } : undefined;
}

/** Whether an address lies in a block. */
export function inBlock(address: Address, block: Block): boolean {
  for (let word = 0, bits = block.bits; bits > 0; word++, bits -= 32) {
    const differing = (address[word] ?? 0) ^ (block.address[word] ?? 0);
    if (differing >>> (bits >= 32 ? 0 : 32 - bits) !== 0) {
      return false;
    }
  }
  return true;
}

function parseMapped(text: string): Address | undefined {
  const word = parseV4(text);
  return word === undefined ? undefined : [0, 0, V4_PREFIX, word];
}

function parseV4(text: string): number | undefined {
  if (text.length < 7 || text.length > 15) {
    return undefined;
  }
  const octets = text.split('.').map((octet) => decimal(octet, 255));
  const [a, b, c, d] = octets;
  if (octets.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined) {
    return undefined;
  }
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

function parseV6(text: string): Address | undefined {
  if (text.length > 45) {
    return undefined;
  }
  const lastColon = text.lastIndexOf(':');
  const tail = parseV4(text.slice(lastColon + 1));
  const groups =
    tail === undefined
      ? text
      : `${text.slice(0, lastColon + 1)}${(tail >>> 16).toString(16)}:${(tail & 0xffff).toString(16)}`;
  const halves = groups.split('::');
  const [head, rest] = [hextets(halves[0] ?? ''), hextets(halves[1] ?? '')];
  if (halves.length > 2 || !head || !rest) {
    return undefined;
  }
  const missing = 8 - head.length - rest.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) {
    return undefined;
  }
  const all = [...head, ...new Array<number>(missing).fill(0), ...rest];
  const word = (index: number) => (((all[index] ?? 0) << 16) | (all[index + 1] ?? 0)) >>> 0;
  return [word(0), word(2), word(4), word(6)];
}

function hextets(text: string): number[] | undefined {
  if (text === '') {
    return [];
  }
  const groups = text.split(':');
  return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}

function decimal(text: string, max: number): number | undefined {
  return /^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}
