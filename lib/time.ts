const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([Zz]|UTC|[+-]\d\d:?\d\d)?)?$/;
const US_CLOCK = /^(\d\d?)\/(\d\d?)\/(\d{4}),? (\d\d?):(\d\d):(\d\d)(?: ?([AaPp])[Mm])?$/;

/**
 * Time of a record that names none: the epoch, which OCSF's checks let pass. Such records are partial (samples, rule
 * tests); in the lake they are in the hour of 1970-01-01.
 */
export const NO_TIME = 0;

/**
 * Microseconds since the epoch of a time as logs write it: RFC 3339 with 0 to 9 fraction digits (further
 * digits are cut, not rounded), a space for the `T`, BigQuery's ` UTC`, a missing zone read as UTC, and Azure's
 * `08/06/2025 14:26:04` or `8/6/2025, 2:26:04 PM` (month first). Undefined when it is no such time or no date of the calendar.
 */
export function parseTimestamp(value: string): number | undefined {
  const m = RFC_3339.exec(value);
  if (m) {
    return epochMicros(m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]);
  }
  const us = US_CLOCK.exec(value);
  return us ? epochMicros(us[3], us[1], us[2], hourOfDay(us[4], us[7]), us[5], us[6]) : undefined;
}

/** Milliseconds, as OCSF's `timestamp_t` wants them, of microseconds since the epoch. */
export function toMillis(micros: number): number {
  return Math.floor(micros / 1000);
}

/** RFC 3339 in UTC with as many fraction digits (0, 3 or 6) as the value needs. */
export function formatMicros(micros: number): string {
  const iso = new Date(toMillis(micros)).toISOString();
  const below = ((micros % 1000) + 1000) % 1000;
  if (below !== 0) {
    return `${iso.slice(0, -1)}${String(below).padStart(3, '0')}Z`;
  }
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso;
}

type Digits = string | undefined;

/** Of a twelve-hour clock when AM or PM stands behind it; 12 AM is midnight, and 13 PM no hour. */
function hourOfDay(hour: Digits, half: Digits): Digits {
  if (half === undefined || Number(hour) > 12) {
    return half === undefined ? hour : '99';
  }
  return String((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0));
}

function epochMicros(
  year: Digits,
  month: Digits,
  day: Digits,
  hour: Digits,
  minute: Digits,
  second: Digits,
  fraction?: Digits,
  zone?: Digits,
): number | undefined {
  const [mo, d, h, mi, s] = [
    Number(month),
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  ];
  if (mo < 1 || mo > 12 || d < 1 || d > daysIn(Number(year), mo) || h > 23 || mi > 59 || s > 60) {
    return undefined;
  }
  const millis = Date.UTC(Number(year), mo - 1, d, h, mi, s) - offsetMillis(zone);
  return millis * 1000 + (fraction ? Number(fraction.padEnd(6, '0').slice(0, 6)) : 0);
}

function daysIn(year: number, month: number): number {
  if (month === 2) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function offsetMillis(zone: Digits): number {
  if (!zone || zone === 'Z' || zone === 'z' || zone === 'UTC') {
    return 0;
  }
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
