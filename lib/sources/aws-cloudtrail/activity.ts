import { classify } from '../../ocsf/build';

type ApiActivity = ReturnType<typeof classify>;

const API_ACTIVITY = 6003;
const CREATE = classify(API_ACTIVITY, 1);
const READ = classify(API_ACTIVITY, 2);
const UPDATE = classify(API_ACTIVITY, 3);
const DELETE = classify(API_ACTIVITY, 4);
const UNKNOWN = classify(API_ACTIVITY, 0);
const OTHER = classify(API_ACTIVITY, 99, 'Other');

/** First words of AWS operation names, by what the operation does to its resource. */
const VERBS: readonly (readonly [ApiActivity, string])[] = [
  [
    CREATE,
    'Create Run Allocate Register Import Copy Clone Request Launch Issue Upload Publish Provision Purchase Invite Restore',
  ],
  [READ, 'Describe Get List Head Search Lookup Query Scan Read View Download Select Filter Check Validate'],
  [READ, 'Simulate Preview Estimate Count Discover Fetch Test Verify Retrieve Export Detect'],
  [
    UPDATE,
    'Update Modify Put Set Attach Detach Associate Disassociate Enable Disable Change Tag Untag Add Authorize Revoke',
  ],
  [
    UPDATE,
    'Replace Reset Rotate Start Stop Reboot Apply Configure Edit Move Rename Accept Reject Assign Unassign',
  ],
  [
    UPDATE,
    'Merge Upgrade Resize Resume Suspend Pause Restart Promote Failover Join Leave Share Unshare Activate',
  ],
  [
    UPDATE,
    'Deactivate Confirm Extend Renew Cancel Schedule Link Unlink Subscribe Unsubscribe Upsert Write Patch',
  ],
  [DELETE, 'Delete Terminate Remove Deregister Release Purge Destroy Drop Discard Unregister Erase'],
];

const BY_VERB = new Map(
  VERBS.flatMap(([activity, words]) => words.split(' ').map((verb) => [verb, activity] as const)),
);

/** Words that stand before the verb: `BatchGetItem`, `AdminCreateUser`, `TransactWriteItems`. */
const PREFIXES = new Set(['Batch', 'Admin', 'Transact', 'Bulk', 'Internal']);

/** Operation names are a closed set, but they come from logs: the memory is bounded. */
const LIMIT = 8192;
const remembered = new Map<string, ApiActivity | undefined>();

/**
 * Create, Read, Update or Delete, from the verb that an operation's name starts with; for other verbs (`AssumeRole`,
 * `Decrypt`, `Invoke`) Read when CloudTrail itself says `readOnly`, else Other. Unknown where no operation is named.
 */
export function apiActivity(operation: string | undefined, readOnly: unknown): ApiActivity {
  if (operation === undefined) {
    return UNKNOWN;
  }
  if (!remembered.has(operation)) {
    if (remembered.size >= LIMIT) {
      remembered.clear();
    }
    remembered.set(operation, byVerb(operation));
  }
  return remembered.get(operation) ?? (readOnly === true ? READ : OTHER);
}

function byVerb(operation: string): ApiActivity | undefined {
  const first = wordAt(operation, 0);
  const verb = PREFIXES.has(first) ? wordAt(operation, first.length) : first;
  return BY_VERB.get(verb) ?? BY_VERB.get(first);
}

/** The word of a CamelCase name that begins at an index: `GetObject` at 0 is `Get`. */
function wordAt(name: string, start: number): string {
  let end = start + 1;
  while (end < name.length && name.charCodeAt(end) >= 97 && name.charCodeAt(end) <= 122) {
    end += 1;
  }
  return name.slice(start, end);
}
