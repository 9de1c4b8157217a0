import { severity } from '../../ocsf/build';

type SeverityId = Parameters<typeof severity>[0];

/** Cloud Logging's LogSeverity, names and numbers. */
const LEVELS: ReadonlyMap<string, SeverityId> = new Map([
  ['DEBUG', 1],
  ['INFO', 1],
  ['NOTICE', 1],
  ['WARNING', 3],
  ['ERROR', 4],
  ['CRITICAL', 5],
  ['ALERT', 5],
  ['EMERGENCY', 6],
  ['100', 1],
  ['200', 1],
  ['300', 1],
  ['400', 3],
  ['500', 4],
  ['600', 5],
  ['700', 5],
  ['800', 6],
]);

/** OCSF severity of a LogSeverity; DEFAULT, none and unknown ones are Unknown. */
export function severityOf(level: string | undefined) {
  return severity((level && LEVELS.get(level.toUpperCase())) || 0);
}
