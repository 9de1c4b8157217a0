import { isObject } from '../json';
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

const NAMES = ['home', 'lake', 'table', 'raw', 'bus', 'logs'];

export function parseCanarySettings(text: string | undefined): CanarySettings {
  const value: unknown = JSON.parse(text ?? 'null');
  const whole = isObject(value) && NAMES.every((name) => typeof value[name] === 'string');
  if (!whole || !Array.isArray(value.canaries)) {
    throw new Error(
      `SETTINGS: not the settings of canary, got ${text?.slice(0, 80)}: deploy Security/SelfCheck again`,
    );
  }
  return value as unknown as CanarySettings;
}
