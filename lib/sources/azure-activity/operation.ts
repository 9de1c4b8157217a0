import { type Classification, classify } from '../../ocsf/build';
import { UNKNOWN } from '../shared/unknown';

const API_ACTIVITY = 6003;
const OTHER = 99;
const [CREATE, READ, UPDATE, DELETE] = [1, 2, 3, 4];

/** Verbs an action's name begins with, whatever its case (`LISTKEYS/ACTION`). */
const VERBS: readonly (readonly [verb: string, activity: number])[] = [
  ...['get', 'list', 'read', 'query', 'check', 'validate', 'search', 'download', 'export', 'head'].map(
    (v) => [v, READ] as const,
  ),
  ...['create', 'add', 'generate', 'register'].map((v) => [v, CREATE] as const),
  ...['delete', 'remove', 'purge', 'destroy', 'unregister'].map((v) => [v, DELETE] as const),
  ...['write', 'update', 'set', 'put', 'patch', 'regenerate', 'rotate', 'reset', 'rename', 'move'].map(
    (v) => [v, UPDATE] as const,
  ),
  ...['enable', 'disable', 'modify', 'restore', 'recover', 'upgrade'].map((v) => [v, UPDATE] as const),
];

const known = new Map<string, Classification>();
/** Operation names come from the log: past this many distinct ones they are classified each time. */
const MOST_KNOWN = 4096;

/**
 * API Activity with the activity of an operation: `…/write` (create or update) is Update, `…/delete`, `…/read`, and
 * for `…/{verb}/action` or `GetBlob` the verb. A verb without an OCSF activity is Other under its own name.
 */
export function classifyOperation(operation: string): Classification {
  const cached = known.get(operation);
  if (cached) {
    return cached;
  }
  if (operation === UNKNOWN) {
    return classify(API_ACTIVITY, 0);
  }
  const segments = operation.toLowerCase().split('/');
  const last = segments.at(-1) ?? '';
  const verb = (last === 'action' ? segments.at(-2) : last) || 'other';
  const activity = VERBS.find(([prefix]) => verb.startsWith(prefix))?.[1];
  const built = activity
    ? classify(API_ACTIVITY, activity)
    : classify(API_ACTIVITY, OTHER, verb.slice(0, 64));
  if (known.size < MOST_KNOWN) {
    known.set(operation, built);
  }
  return built;
}

/** `MICROSOFT.INSIGHTS` of `MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/WRITE`; undefined where no provider is named. */
export function providerOf(operation: string | undefined): string | undefined {
  const slash = operation?.indexOf('/') ?? -1;
  return operation && slash > 0 ? operation.slice(0, slash) : undefined;
}
