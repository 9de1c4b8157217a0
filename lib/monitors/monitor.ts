import type { Condition } from './condition';
import { metricsOf, type ResourceType } from './resource-types';

/** What has to be watched, by what a resource is and how it is tagged, never by which it is. */
export interface Monitor {
  /** Names its alarm. */
  readonly id: string;
  readonly resourceType: ResourceType;
  /** All of these; a resource that comes with them is watched from its first metric on. */
  readonly tags: Readonly<Record<string, string>>;
  readonly condition: Condition;
  /** The metric, where it is one that an application publishes: its tags are then the metric's labels. */
  readonly custom?: CustomMetric;
  /** How long the condition holds before somebody is told. */
  readonly minutes: number;
  /** What is watched, in the words of those who are told. */
  readonly rule: string;
  /** What to do. */
  readonly runbook?: string;
}

export const CUSTOM_STATISTICS = ['average', 'count', 'maximum', 'minimum', 'sum'] as const;

/** A metric that an application publishes. */
export interface CustomMetric {
  readonly namespace: string;
  readonly name: string;
  /** How its values within a period become one. */
  readonly statistic: (typeof CUSTOM_STATISTICS)[number];
  /** The names of all labels it is published with; each set of their values is watched by itself. */
  readonly dimensions: readonly string[];
}

/** Names that a monitor's tags are restricted to; undefined where people choose them. */
export function labelsOf({
  resourceType,
  condition,
  custom,
}: Pick<Monitor, 'resourceType' | 'condition' | 'custom'>): readonly string[] | undefined {
  return custom?.dimensions ?? metricsOf(resourceType)[condition.metric]?.labels;
}
