/** So many may leave at once without being asked about. */
const FEW = 5;
const SHARE = 0.2;

/**
 * Throws when so large a part of the organization seems to have left that the list is more likely wrong than the
 * accounts gone: a unit's id that was mistyped must not take the logs of half the organization away.
 */
export function requirePlausible(leaving: number, known: number): void {
  if (leaving > FEW && leaving > known * SHARE) {
    throw new Error(
      `${leaving} of ${known} enrolled accounts are no longer below aws.organizational_units: nothing was removed. ` +
        'Correct the list; or, where they did leave, delete their records (enrolment/<account>) from the state table',
    );
  }
}
