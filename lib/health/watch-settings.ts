import { parseFunctionSettings } from '../function-settings';
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

export function parseWatchSettings(text: string | undefined): WatchSettings {
  return parseFunctionSettings(text, {
    of: 'watch',
    stack: 'SelfCheck',
    texts: ['home', 'platform', 'lake', 'table', 'topic'],
    lists: ['sources'],
  });
}
