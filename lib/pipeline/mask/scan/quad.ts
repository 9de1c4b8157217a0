import { DIGIT, isDigit, skip } from './chars';

/** Whether a dotted quad begins here that is not plainly private or loopback. */
export function isQuad(units: Uint16Array, start: number, stop: number): boolean {
  if (units[stop] !== 46 || isPrivate(units, start, stop) || isContinued(units, start)) {
    return false;
  }
  let end = stop;
  let from = start;
  for (let dots = 0; dots < 3; dots += 1) {
    if (end - from > 3 || units[end] !== 46 || !isDigit(units[end + 1])) {
      return false;
    }
    from = end + 1;
    end = skip(units, from, DIGIT);
  }
  return end - from <= 3 && !(units[end] === 46 && isDigit(units[end + 1]));
}

/** Whether digits and a point stand before: the middle of an OID. */
function isContinued(units: Uint16Array, start: number): boolean {
  return units[start - 1] === 46 && isDigit(units[start - 2]);
}

/** `10.`, `127.` and `192.168.` begin no public address; no other private range is as common. */
function isPrivate(units: Uint16Array, start: number, stop: number): boolean {
  const [first, second, third] = [units[start], units[start + 1], units[start + 2]];
  if (first !== 49 || stop - start < 2) {
    return false;
  }
  if (stop - start === 2) {
    return second === 48;
  }
  const isLocal =
    second === 57 &&
    third === 50 &&
    units[stop + 1] === 49 &&
    units[stop + 2] === 54 &&
    units[stop + 3] === 56;
  return (second === 50 && third === 55) || (isLocal && units[stop + 4] === 46);
}

/** The address that was read last; kept, since a line may be packed with them. */
export const quad = { version: 4 as const, groups: [0, 0] };

/** End of `d.d.d.d`, each of one to three digits and at most 255; or 0. What it says is in `quad`; the last may have more digits behind it. */
export function readQuad(units: Uint16Array, start: number): number {
  let at = start;
  for (let octet = 0; octet < 4; octet += 1) {
    const end = at + 3;
    let number = 0;
    const from = at;
    while (at < end && isDigit(units[at])) {
      number = number * 10 + (units[at] ?? 0) - 48;
      at += 1;
    }
    if (at === from || number > 255 || (octet < 3 && units[at] !== 46)) {
      return 0;
    }
    quad.groups[octet >> 1] = octet % 2 === 0 ? number * 256 : (quad.groups[octet >> 1] ?? 0) + number;
    at += octet < 3 ? 1 : 0;
  }
  return at;
}
