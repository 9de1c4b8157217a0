import type { Monitor } from '../monitors/monitor';
import { readMonitor } from './read-monitor';
import type { PlatformConfig } from './schema/platform';

/** The monitors of a configuration that was checked: every one can be read. */
export function resolveMonitors({ monitors }: PlatformConfig): Monitor[] {
  return monitors.map(readMonitor).flatMap((read) => (read.ok ? [read.value] : []));
}
