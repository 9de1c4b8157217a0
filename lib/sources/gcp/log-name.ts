/** What a log's name says: whose log it is and which. */
export interface LogName {
  readonly project?: string;
  readonly organization?: string;
  readonly folder?: string;
  /** The log id as `log_id()` writes it: `cloudaudit.googleapis.com/activity`. */
  readonly log?: string;
}

const NONE: LogName = {};
const known = new Map<string, LogName>();
/** Names repeat by the million but come from the log: past this many distinct ones they are read each time. */
const MOST_KNOWN = 4096;

/** Reads `projects/{id}/logs/{log}`, `organizations/…`, `folders/…` and `billingAccounts/…`, encoded or not. */
export function readLogName(name: string | undefined): LogName {
  if (name === undefined) {
    return NONE;
  }
  const cached = known.get(name);
  if (cached) {
    return cached;
  }
  const read = parse(name);
  if (known.size < MOST_KNOWN) {
    known.set(name, read);
  }
  return read;
}

/** The project of a resource name such as `projects/{id}/zones/…`; `_` stands for none (Cloud Storage). */
export function projectOf(resource: string | undefined): string | undefined {
  const path = resource?.startsWith('//') ? resource.slice(resource.indexOf('/', 2) + 1) : resource;
  if (!path?.startsWith('projects/')) {
    return undefined;
  }
  const end = path.indexOf('/', 9);
  const project = path.slice(9, end < 0 ? undefined : end);
  return project === '' || project === '_' ? undefined : project;
}

function parse(name: string): LogName {
  const at = name.indexOf('/logs/');
  const log =
    at < 0
      ? undefined
      : name
          .slice(at + 6)
          .replaceAll('%2F', '/')
          .replaceAll('%2f', '/');
  const slash = name.indexOf('/');
  const owner = at > slash ? name.slice(slash + 1, at) : undefined;
  switch (name.slice(0, Math.max(slash, 0))) {
    case 'projects':
      return { project: owner, log };
    case 'organizations':
      return { organization: owner, log };
    case 'folders':
      return { folder: owner, log };
    default:
      return { log };
  }
}
