import { isObject } from '../json';

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

/** Reads the settings a stack wrote. Throws where they are not there or no settings. */
export function parseTrailSettings(text: string | undefined): TrailSettings {
  const value: unknown = JSON.parse(text ?? 'null');
  if (isSettings(value)) {
    return value;
  }
  throw new Error(
    `SETTINGS: not the settings of verify-trail, got ${text?.slice(0, 80)}: deploy Security/Integrity again`,
  );
}

function isSettings(value: unknown): value is TrailSettings {
  const texts = ['table', 'home', 'bucket', 'bucketRegion', 'base'];
  return (
    isObject(value) && Array.isArray(value.regions) && texts.every((key) => typeof value[key] === 'string')
  );
}
