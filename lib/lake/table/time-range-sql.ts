/**
 * Conditions for: the event happened from one time on and before another, as SQL that Athena (Trino) and DuckDB read
 * alike. Both times are SQL for a timestamp in UTC, of milliseconds at most. The partitions are derived from them, so
 * that an engine that can work the times out beforehand (literals, `current_timestamp`, parameters) opens those hours
 * alone. The first conditions are ranges of single columns, which spare it the listing of all other partitions: hours
 * within a day, days within a month, months within a year; the fifth is the exact one. `last` is SQL for the last
 * millisecond before `to`, where there is a shorter one.
 */
export function withinTimes(from: string, to: string, last = `(${lastBefore(to)})`): readonly string[] {
  const part = (name: string, outer: string, lowest: number, highest: number) => {
    const alike = `date_trunc('${outer}', ${from}) = date_trunc('${outer}', ${last})`;
    const [low, high] = [when(alike, `${name}(${from})`, lowest), when(alike, `${name}(${last})`, highest)];
    return `${name} BETWEEN ${low} AND ${high}`;
  };
  return [
    `year BETWEEN year(${from}) AND year(${last})`,
    part('month', 'year', 1, 12),
    part('day', 'month', 1, 31),
    part('hour', 'day', 0, 23),
    `${hourOf('year', 'month', 'day', 'hour')} BETWEEN ${hourAt(from)} AND ${hourAt(last)}`,
    `time_us >= ${micros(from)}`,
    `time_us < ${micros(to)}`,
  ];
}

/** The last millisecond before a time. */
export function lastBefore(time: string): string {
  return `${time} - INTERVAL '0.001' SECOND`;
}

function hourAt(time: string): string {
  return hourOf(`year(${time})`, `month(${time})`, `day(${time})`, `hour(${time})`);
}

/** An hour as a number that grows with it: 2024081210. */
function hourOf(year: string, month: string, day: string, hour: string): string {
  return `${year} * 1000000 + ${month} * 10000 + ${day} * 100 + ${hour}`;
}

/** Trino rounds `event_time` to milliseconds, which would move an event over the edge: `time_us` says when it was. */
function micros(time: string): string {
  return `date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00', ${time}) * 1000`;
}

function when(condition: string, then: string, otherwise: number): string {
  return `CASE WHEN ${condition} THEN ${then} ELSE ${otherwise} END`;
}
