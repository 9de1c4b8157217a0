import { isAddress } from '../aws/address';

const ZERO = 48;
const NINE = 57;

/** The text of a column by its index; undefined where the format lacks it (-1) or the record has `-`: not applicable. */
export function textAt(values: readonly string[], index: number): string | undefined {
  const value = index < 0 ? undefined : values[index];
  return value === '-' || value === '' ? undefined : value;
}

/** A column's whole number, from 0 to `most`. Throws with the column's name when the text is none. */
export function countAt(
  values: readonly string[],
  index: number,
  column: string,
  most: number,
): number | undefined {
  const value = textAt(values, index);
  if (value === undefined) {
    return undefined;
  }
  let total = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code < ZERO || code > NINE) {
      throw notCount(column, most, value);
    }
    total = total * 10 + code - ZERO;
  }
  if (total > most) {
    throw notCount(column, most, value);
  }
  return total;
}

function notCount(column: string, most: number, value: string): Error {
  return new Error(`${column}: expected a whole number from 0 to ${most}, got ${shown(value)}`);
}

/** A column's IPv4 or IPv6 address. Throws with the column's name when the text is none. */
export function addressAt(values: readonly string[], index: number, column: string): string | undefined {
  const value = textAt(values, index);
  if (value === undefined || isAddress(value)) {
    return value;
  }
  throw new Error(`${column}: expected an IP address, got ${shown(value)}`);
}

/** A value in an error message, cut short. */
export function shown(value: string): string {
  return JSON.stringify(value.slice(0, 60));
}
