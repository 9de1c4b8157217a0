import { version } from '../../package.json';

/** The release that writes the lake; part of what decides a batch's bytes. */
export function release(): string {
  return version;
}
