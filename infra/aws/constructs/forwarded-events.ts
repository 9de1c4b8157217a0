import { SOURCES } from '../../../lib/sources';

/** Sources whose service the security account administers for the organization. */
const ADMINISTERED: readonly string[] = ['aws-guardduty', 'aws-security-hub'];

function detailTypes(administered: boolean): string[] {
  return SOURCES.filter(({ id }) => ADMINISTERED.includes(id) === administered).flatMap(
    ({ collection }) => collection.aws?.detailTypes ?? [],
  );
}

/** What the security account has of every account already, as the administrator. */
export const ADMINISTERED_EVENTS: readonly string[] = detailTypes(true);

/**
 * What members' buses send to the central one: what a parsed source has there, and service events that are kept for
 * people. Not what the administrator sends of all of them: each would come twice.
 */
export const FORWARDED_EVENTS: readonly string[] = [...detailTypes(false), 'Access Analyzer Finding'];
