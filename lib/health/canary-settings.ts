import { parseFunctionSettings } from '../function-settings';
import type { CanaryWay } from './canary';

/** A source's canaries: the ways they go, and how often. */
export interface CanaryPlan {
  readonly source: string;
  readonly ways: readonly CanaryWay[];
  readonly everyHours: number;
}

export interface CanarySettings {
  readonly home: string;
  readonly lake: string;
  /** Table of the platform's state. */
  readonly table: string;
  /** Where objects go, that have the way `object`. */
  readonly raw: string;
  /** The central bus, and the stream of log groups: where those go that have the way `stream`. */
  readonly bus: string;
  readonly logs: string;
  readonly canaries: readonly CanaryPlan[];
}

export function parseCanarySettings(text: string | undefined): CanarySettings {
  return parseFunctionSettings(text, {
    of: 'canary',
    stack: 'SelfCheck',
    texts: ['home', 'lake', 'table', 'raw', 'bus', 'logs'],
    lists: ['canaries'],
  });
}
