import { isIP } from 'node:net';

/** Longest text OCSF's `ip_t` takes: a full IPv6 address with a little of a zone. */
const LONGEST = 40;

/** An address, with the port where the source glued one to it. `name` is what stood there when it was no address. */
export type Endpoint = { ip: string; port?: number } | { name: string };

/**
 * Reads `203.0.113.7`, `203.0.113.7:28915`, `2001:db8::7`, `[2001:db8::7]:443`. Other text (`private`,
 * `gce-internal-ip`, a host name) is kept as a name: it must never reach an address field.
 */
export function endpointOf(given: string): Endpoint {
  const text = given.trim();
  if (isIP(text) !== 0 && text.length <= LONGEST) {
    return { ip: text };
  }
  const colon = text.lastIndexOf(':');
  const bracketed = text.startsWith('[') && text.endsWith(']');
  const host = bracketed ? text.slice(1, -1) : text.slice(0, Math.max(colon, 0));
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (bare.length > LONGEST || isIP(bare) === 0 || (isIP(bare) === 6 && !text.startsWith('['))) {
    return { name: given };
  }
  const port = bracketed ? Number.NaN : portOf(text.slice(colon + 1));
  return Number.isNaN(port) ? { ip: bare } : { ip: bare, port };
}

function portOf(text: string): number {
  const port = text === '' ? Number.NaN : Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : Number.NaN;
}
