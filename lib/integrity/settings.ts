import { parseFunctionSettings } from '../function-settings';

/** What the function that verifies trails is told when it is deployed. */
export interface TrailSettings {
  /** Table of the platform's state. */
  readonly table: string;
  readonly home: string;
  readonly regions: readonly string[];
  /** Where the trail delivers to. */
  readonly bucket: string;
  readonly bucketRegion: string;
  /** What stands before an account in its keys, with the slash at its end. */
  readonly base: string;
}

export function parseTrailSettings(text: string | undefined): TrailSettings {
  return parseFunctionSettings(text, {
    of: 'verify-trail',
    stack: 'Integrity',
    texts: ['table', 'home', 'bucket', 'bucketRegion', 'base'],
    lists: ['regions'],
  });
}
