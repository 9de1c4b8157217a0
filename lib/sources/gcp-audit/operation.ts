import { type Classification, classify } from '../../ocsf/build';
import { UNKNOWN } from '../shared/unknown';

const API_ACTIVITY = 6003;
const OTHER = 99;
const ACTIVITIES: ReadonlyMap<string, number> = new Map([
  ...['create', 'insert', 'add', 'generate', 'import', 'clone', 'upload'].map((verb) => [verb, 1] as const),
  ...['get', 'list', 'read', 'search', 'query', 'aggregated', 'check', 'test', 'lookup'].map(
    (verb) => [verb, 2] as const,
  ),
  ...['fetch', 'download', 'view', 'watch', 'describe', 'export', 'access'].map((verb) => [verb, 2] as const),
  ...['update', 'patch', 'set', 'replace', 'modify', 'enable', 'disable', 'undelete'].map(
    (verb) => [verb, 3] as const,
  ),
  ...['restore', 'move', 'rename', 'attach', 'detach', 'reset', 'write', 'put', 'change'].map(
    (verb) => [verb, 3] as const,
  ),
  ...['delete', 'remove', 'destroy', 'purge', 'deletecollection'].map((verb) => [verb, 4] as const),
]);

const known = new Map<string, Classification>();
/** Method names come from the log: past this many distinct ones they are classified each time. */
const MOST_KNOWN = 4096;

/**
 * API Activity with the activity of a method: the first word after its last dot (`…CreateServiceAccount`,
 * `…firewalls.insert`, `SetIamPolicy`). A verb without an OCSF activity is Other under its own name.
 */
export function classifyMethod(method: string): Classification {
  const cached = known.get(method);
  if (cached) {
    return cached;
  }
  if (method === UNKNOWN) {
    return classify(API_ACTIVITY, 0);
  }
  const name = method.slice(method.lastIndexOf('.') + 1).replace(/^[bB]atch(?=[A-Z])/, '');
  const verb = (/^[A-Z]?[a-z]+/.exec(name)?.[0] ?? name).toLowerCase() || 'other';
  const activity = ACTIVITIES.get(verb);
  const built = activity
    ? classify(API_ACTIVITY, activity)
    : classify(API_ACTIVITY, OTHER, verb.slice(0, 64));
  if (known.size < MOST_KNOWN) {
    known.set(method, built);
  }
  return built;
}
