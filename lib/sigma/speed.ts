import type { Criticality } from '../sources/source';
import { LEVELS, type Level, type RuleHeader, type Speed } from './rule';

const BY_CRITICALITY: Readonly<Record<Criticality, Readonly<Record<Level, Speed>>>> = {
  critical: {
    critical: 'realtime',
    high: 'realtime',
    medium: 'near-realtime',
    low: 'batch',
    informational: 'batch',
  },
  important: {
    critical: 'realtime',
    high: 'near-realtime',
    medium: 'near-realtime',
    low: 'batch',
    informational: 'batch',
  },
  normal: {
    critical: 'near-realtime',
    high: 'near-realtime',
    medium: 'batch',
    low: 'batch',
    informational: 'batch',
  },
};

/**
 * How soon a rule looks at a source's events, where the rule does not say it itself: seconds, minutes or hours, from
 * how critical the source is (as configured) and how severe the rule.
 */
export function speedOf(criticality: Criticality, level: Level): Speed {
  return BY_CRITICALITY[criticality][level];
}

/** How soon a rule looks at a source's events. */
export function speedOfRule(
  { alert, level }: Pick<RuleHeader, 'alert' | 'level'>,
  criticality: Criticality,
): Speed {
  return alert?.speed ?? speedOf(criticality, level);
}

/** Whether rules look at a source in real time, so that a stream is paid for: at a normal one none does by its level. */
export function isStreamed(criticality: Criticality): boolean {
  return LEVELS.some((level) => speedOf(criticality, level) === 'realtime');
}
