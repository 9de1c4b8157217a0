import { pair, severity, status } from '../../ocsf/build';

const OTHER = 99;
type Status = { readonly status_id: number; readonly status: string };

/** Words that say how an operation ended; one that is under way (Start, Accepted, Active) has not ended. */
const OUTCOMES: ReadonlyMap<string, 1 | 2> = new Map([
  ['success', 1],
  ['succeeded', 1],
  ['succeed', 1],
  ['ok', 1],
  ['completed', 1],
  ['failure', 2],
  ['failed', 2],
  ['error', 2],
  ['denied', 2],
]);

/**
 * The outcome a record states by `resultType` or `status`: a word, or a number (0 and HTTP codes below 400 are
 * success). A word that states no outcome is Other with the word itself: a long-running Start is no failure.
 */
export function outcomeOf(result: string | undefined): Status {
  if (result === undefined) {
    return status(0);
  }
  const word = result.toLowerCase();
  const known = OUTCOMES.get(word);
  if (known) {
    return status(known);
  }
  const code = Number(result);
  if (result.trim() !== '' && Number.isFinite(code)) {
    return status(code === 0 || (code >= 100 && code < 400) ? 1 : 2);
  }
  return word.endsWith('error') || word.endsWith('failure')
    ? status(2)
    : { status_id: OTHER, status: result };
}

type SeverityId = Parameters<typeof severity>[0];

/** Level names of the activity log, and the numbers of Windows event levels that resource logs use. */
const LEVELS: ReadonlyMap<string, SeverityId> = new Map([
  ['critical', 5],
  ['error', 4],
  ['warning', 3],
  ['information', 1],
  ['informational', 1],
  ['verbose', 1],
  ['1', 5],
  ['2', 4],
  ['3', 3],
  ['4', 1],
  ['5', 1],
]);

/** OCSF severity of a level; Unknown where there is none or it is no known one. */
export function severityOf(level: string | undefined) {
  return severity((level && LEVELS.get(level.toLowerCase())) || 0);
}

/** User types this source tells apart. */
export const USER = pair('user', 'type_id', 1);
export const SYSTEM = pair('user', 'type_id', 3);
