import { severity } from '../ocsf/build';
import type { Level } from '../sigma/rule';

/** OCSF severity of a rule's level. */
export const SEVERITIES = {
  informational: severity(1),
  low: severity(2),
  medium: severity(3),
  high: severity(4),
  critical: severity(5),
} as const satisfies Record<Level, unknown>;
