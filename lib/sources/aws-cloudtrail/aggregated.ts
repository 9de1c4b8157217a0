import { isObject, type JsonObject, list, object, text } from '../../json';

/**
 * Data events that CloudTrail summed up over five minutes. They have no `eventTime`, no `eventName` and nobody's
 * `userIdentity`: a window, and counts of names in one or more dimensions, which stay unmapped.
 * Source: CloudTrail record contents for aggregated events, version 1.0.
 */
export function isAggregated(record: JsonObject): boolean {
  return record.eventCategory === 'Aggregated';
}

/** When the window began. */
export function windowStart(record: JsonObject): string | undefined {
  return text(object(record.timeWindow)?.windowStart);
}

/** The operation counted, where the summary counts one only. */
export function aggregatedOperation(record: JsonObject): string | undefined {
  const summary = object(record.summary);
  const dimensions = [summary?.primaryDimension, ...list(summary?.details)].filter(isObject);
  const names = list(dimensions.find(({ dimension }) => dimension === 'eventName')?.statistics);
  return names.length === 1 ? text(object(names[0])?.name) : undefined;
}
