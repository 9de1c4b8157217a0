import type { EventCategory } from '../lake/table/partition';
import type { AnalyticsDefinition } from './analytics-finding';
import type { Condition } from './condition';

/** How long a stretch of event time is judged as one. */
export type WindowSize = 'hour' | 'day';

/** What is counted of an entity's events in a window; `values` is not how much, but which. */
export type Measure =
  | { readonly kind: 'count' }
  | { readonly kind: 'distinct'; readonly column: string }
  | { readonly kind: 'sum'; readonly column: string }
  /** A whole number in the event's JSON, for which the table has no column. */
  | { readonly kind: 'sum'; readonly path: readonly string[] }
  | { readonly kind: 'values'; readonly column: string };

/** What an amount is of: the words it is told in. */
export type Unit = 'events' | 'reads' | 'bytes' | 'services';

/**
 * Above what an entity's own past is left: `centre + k · spread`, of its days' amounts in which it was seen at all; of an
 * hourly measure a day's amount is that of its busiest hour, so that working hours are compared with working hours.
 */
export interface AboveUsual {
  readonly kind: 'above';
  /** Median and median absolute deviation, which a few odd days do not move; or mean and standard deviation. */
  readonly centre: 'median' | 'mean';
  readonly k: number;
  /** Amounts below are nobody's concern, however unusual. */
  readonly floor: number;
  readonly unit: Unit;
  /** Days an entity must have been seen before it is judged: a new one has no past to leave. */
  readonly minDays: number;
}

/** A value the entity did not have in all its history. */
export interface NeverBefore {
  readonly kind: 'never';
  /** What the value is, in words. */
  readonly thing: 'operation' | 'country';
  readonly minDays: number;
}

/** How an entity usually behaves, and what it takes to leave that: a definition, compiled for every engine. */
export interface Baseline extends AnalyticsDefinition {
  /** Partitions its events are in. */
  readonly categories: readonly EventCategory[];
  readonly where: Condition;
  /** Columns that name the entity together; events without the last of them belong to nobody. */
  readonly entity: readonly string[];
  readonly measure: Measure;
  readonly window: WindowSize;
  readonly judge: AboveUsual | NeverBefore;
}
