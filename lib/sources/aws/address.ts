import { isIP } from 'node:net';

/** OCSF's `ip_t` holds 40 characters; an address written longer (IPv4 inside a full IPv6) is left out of `ip` fields. */
const LONGEST = 40;
const ZERO = 48;
const NINE = 57;
const DOT = 46;

/** Whether a text is an IPv4 or IPv6 address that an OCSF `ip_t` accepts: no port, no leading zeros, no service name. */
export function isAddress(value: string): boolean {
  return isDottedQuad(value) || (value.length <= LONGEST && value.includes(':') && isIP(value) === 6);
}

/** IPv4 in dotted decimals, each octet 0 to 255 without a leading zero. Spelt out: it runs twice a flow. */
function isDottedQuad(value: string): boolean {
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= ZERO && code <= NINE) {
      if (digits > 0 && octet === 0) {
        return false;
      }
      octet = octet * 10 + code - ZERO;
      digits += 1;
      if (octet > 255) {
        return false;
      }
    } else if (code === DOT && digits > 0 && dots < 3) {
      dots += 1;
      octet = 0;
      digits = 0;
    } else {
      return false;
    }
  }
  return dots === 3 && digits > 0;
}
