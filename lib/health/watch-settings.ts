import { isObject } from '../json';
import type { ExpectedSource } from './silence';

export interface WatchSettings {
  readonly home: string;
  /** Name of the platform, for people. */
  readonly platform: string;
  readonly lake: string;
  /** Table of the platform's state: claims of raw objects, and records of enrolment. */
  readonly table: string;
  /** ARN of the topic of whoever runs the platform. */
  readonly topic: string;
  readonly sources: readonly ExpectedSource[];
}

const NAMES = ['home', 'platform', 'lake', 'table', 'topic'];

export function parseWatchSettings(text: string | undefined): WatchSettings {
  const value: unknown = JSON.parse(text ?? 'null');
  const whole = isObject(value) && NAMES.every((name) => typeof value[name] === 'string');
  if (!whole || !Array.isArray(value.sources)) {
    throw new Error(
      `SETTINGS: not the settings of watch, got ${text?.slice(0, 80)}: deploy Security/SelfCheck again`,
    );
  }
  return value as unknown as WatchSettings;
}
