import type { JsonValue } from '../../json';
import type { RuleHeader } from '../rule';
import type { CountCondition } from './count-condition';

export const CORRELATION_TYPES = ['event_count', 'value_count', 'temporal', 'temporal_ordered'] as const;
export type CorrelationType = (typeof CORRELATION_TYPES)[number];

/** A rule, correlation or alias target as a file names it: an id or a `name`. */
export interface Reference {
  readonly text: string;
  readonly line: number;
}

/** Events with what must come of them, kept with the correlation. */
export interface CorrelationTest {
  readonly name: string;
  /** Raw records, as the sources deliver them, each with its own time. */
  readonly events: readonly JsonValue[];
  /** How many findings they come to; undefined: one or more. */
  readonly findings?: number;
  /** The source that reads the events, where logsources leave a choice. */
  readonly source?: string;
  readonly line: number;
}

/** A correlation as its document says it; what it refers to is looked up by `resolveCorrelations`. */
export interface Correlation extends RuleHeader {
  readonly type: CorrelationType;
  readonly rules: readonly Reference[];
  readonly groupBy: readonly string[];
  readonly timespanMicros: number;
  /** Alias → reference of a rule → the field of that rule's events. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly condition: CountCondition;
  /** value_count: the fields whose values, taken together, are counted. Empty for the other types. */
  readonly fields: readonly string[];
  /** Whether the rules it refers to raise findings of their own too. */
  readonly generate: boolean;
  readonly tests: readonly CorrelationTest[];
}

/** One rule a correlation refers to, found. */
export interface Member {
  readonly id: string;
  readonly kind: 'rule' | 'correlation';
  /** Where the member's events have the correlation's group-by fields, in their order. */
  readonly groupBy: readonly string[];
  /** The same for the counted fields. */
  readonly fields: readonly string[];
}

/** A correlation with its references found: what the engine runs. */
export interface ResolvedCorrelation extends Correlation {
  /** In the order of `rules`. */
  readonly members: readonly Member[];
  /** Fields that correlations over this one read of the event that completes it, beside its own group. */
  readonly carries: readonly string[];
  /** False where it only serves a correlation over it. */
  readonly raises: boolean;
}
