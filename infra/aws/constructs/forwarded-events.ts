import { SOURCES } from '../../../lib/sources';

/**
 * What members' buses send to the central one: what a parsed source has there, and service events that are kept for
 * people.
 */
export const FORWARDED_EVENTS: readonly string[] = [
  ...SOURCES.flatMap(({ collection }) =>
    collection.aws?.rawFromBus === true ? [] : (collection.aws?.detailTypes ?? []),
  ),
  'Access Analyzer Finding',
];

/** What the security account has of every account already, as the organization's administrator of these services. */
export const ADMINISTERED_EVENTS = ['GuardDuty Finding', 'Security Hub Findings - Imported'] as const;
