import type { JsonValue } from '../json';
import type { SigmaLogsource } from '../sources/source';
import type { Condition } from './condition/condition';
import type { Expression, SigmaDetection } from './detection';
import type { AttackTag } from './tags';

export const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type Level = (typeof LEVELS)[number];

export const STATUSES = ['stable', 'test', 'experimental', 'deprecated', 'unsupported'] as const;
export type Status = (typeof STATUSES)[number];

export const SPEEDS = ['realtime', 'near-realtime', 'batch'] as const;
export type Speed = (typeof SPEEDS)[number];

/** What happens when a rule matches: the platform's own block in a rule file, beside Sigma's. */
export interface Alert {
  /** Fields whose equal values make hits one alert. */
  readonly dedup: readonly string[];
  readonly windowSeconds: number;
  /** Hits in the window before a person is told; 1 by default. */
  readonly threshold: number;
  /** What to check and what to do, for the person who is woken. */
  readonly runbook: string;
  readonly owner: string;
  readonly speed: Speed;
}

/** An event with the expected result, kept with the rule. */
export interface RuleTest {
  readonly name: string;
  /** A raw record, as the source delivers it. */
  readonly event: JsonValue;
  readonly matches: boolean;
  /** The source that reads the event, where the logsource leaves a choice. */
  readonly source?: string;
  readonly line: number;
}

/** What rules, correlations and filters say of themselves. */
export interface RuleHeader {
  readonly id: string;
  /** What correlations and filters may call the rule instead of its id. */
  readonly name?: string;
  readonly title: string;
  readonly status: Status;
  readonly level: Level;
  readonly description: string;
  readonly author: string;
  /** The newest of `date` and `modified`, YYYY-MM-DD: what findings call the rule's version. */
  readonly version?: string;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly tags: readonly string[];
  readonly attack: readonly AttackTag[];
  readonly alert?: Alert;
  readonly file: string;
  readonly line: number;
}

/** A Sigma rule, read and checked. */
export interface Rule extends RuleHeader {
  readonly logsource: SigmaLogsource;
  readonly detections: ReadonlyMap<string, SigmaDetection>;
  /** More than one is joined by or. */
  readonly conditions: readonly Condition[];
  /** Conditions and detections in one tree: what engines compile. */
  readonly expression: Expression;
  readonly tests: readonly RuleTest[];
}
