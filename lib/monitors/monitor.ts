import type { Condition } from './condition';
import type { ResourceType } from './resource-types';

/** What has to be watched, by what a resource is and how it is tagged, never by which it is. */
export interface Monitor {
  /** Names its alarm. */
  readonly id: string;
  readonly resourceType: ResourceType;
  /** All of these; a resource that comes with them is watched from its first metric on. */
  readonly tags: Readonly<Record<string, string>>;
  readonly condition: Condition;
  /** How long the condition holds before somebody is told. */
  readonly minutes: number;
  /** What is watched, in the words of those who are told. */
  readonly rule: string;
  /** What to do. */
  readonly runbook?: string;
}
