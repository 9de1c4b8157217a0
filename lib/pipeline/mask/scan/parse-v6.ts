import type { IpAddress } from '../../../ip';
import { quad, readQuad } from './quad';

/** The address looked at; kept, since a line may be packed with them. */
const groups = [0, 0, 0, 0, 0, 0, 0, 0];
const address: IpAddress = { version: 6, groups };

/**
 * The IPv6 address from `start` to `end`, or the IPv4 one it stands for; good until the next call. Undefined also for
 * the other addresses of zeros (`::1`): no person is behind them.
 */
export function parseV6(units: Uint16Array, start: number, end: number): IpAddress | undefined {
  let count = 0;
  let gap = -1;
  let at = start;
  if (units[at] === 58) {
    gap = 0;
    at += 2;
  }
  while (at < end) {
    const stop = count < 8 ? readGroup(units, at, end, count) : 0;
    if (stop === 0) {
      return undefined;
    }
    const isQuad = stop < end && units[stop] === 46;
    count += isQuad ? 2 : 1;
    at = isQuad ? end : stop;
    if (at < end) {
      at += 1;
      if (units[at] === 58 && at < end) {
        if (gap >= 0) {
          return undefined;
        }
        gap = count;
        at += 1;
      } else if (at === end) {
        return undefined;
      }
    }
  }
  return (gap < 0 ? count === 8 : count < 8) ? filled(gap, count) : undefined;
}

/** End of the group at `at`: before a colon, the end, or the point of a dotted quad that ends the address; or 0. */
function readGroup(units: Uint16Array, at: number, end: number, index: number): number {
  let stop = at;
  let value = 0;
  for (let digit = hexOf(units[stop]); stop < end && digit >= 0; digit = hexOf(units[stop])) {
    value = value * 16 + digit;
    stop += 1;
  }
  if (stop === at || stop > at + 4) {
    return 0;
  }
  if (stop < end && units[stop] === 46) {
    if (readQuad(units, at) !== end || index > 6) {
      return 0;
    }
    groups[index] = quad.groups[0] ?? 0;
    groups[index + 1] = quad.groups[1] ?? 0;
    return stop;
  }
  groups[index] = value;
  return stop === end || units[stop] === 58 ? stop : 0;
}

function hexOf(code = 0): number {
  if (code >= 48 && code <= 57) {
    return code - 48;
  }
  const letter = code | 32;
  return letter >= 97 && letter <= 102 && code < 128 ? letter - 87 : -1;
}

/** The address of `count` groups, with zeros for the gap before the group `gap`. */
function filled(gap: number, count: number): IpAddress | undefined {
  if (gap >= 0) {
    const zeros = 8 - count;
    for (let index = 7; index >= gap; index -= 1) {
      groups[index] = index >= gap + zeros ? (groups[index - zeros] ?? 0) : 0;
    }
  }
  if (groups[0] !== 0) {
    return address;
  }
  quad.groups[0] = groups[6] ?? 0;
  quad.groups[1] = groups[7] ?? 0;
  const isMapped = groups[1] === 0 && groups[2] === 0 && groups[3] === 0 && groups[4] === 0;
  return isMapped && groups[5] === 0xffff ? quad : undefined;
}
