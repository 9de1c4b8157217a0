/** Where the runbooks are, from the root of the repository. */
export const RUNBOOKS_FILE = 'infra/aws/RUNBOOKS.md';

/**
 * What somebody whom an alarm woke may have to do: an id, and the title of its section in RUNBOOKS.md, whose anchor the
 * id is. RUNBOOKS.ja.md names the ids in anchors of its own. Alarms name these ids and no others.
 */
export const RUNBOOKS = {
  'a-function-failed': 'A function failed',
  'a-function-does-not-run': 'A function does not run',
  'dead-letters': 'Dead letters',
  'raw-objects-come-late': 'Raw objects come late',
  'raw-objects-were-missed': 'Raw objects were missed',
  'records-in-quarantine': 'Records in quarantine',
  'streams-come-late': 'Streams come late',
  'a-stream-is-too-small': 'A stream is too small',
  'raw-delivery-fails': 'Raw delivery fails',
  'landing-copies-come-late': 'Landing copies come late',
  'the-batch-is-behind': 'The batch is behind',
  'the-batch-spent-its-money': 'The batch spent its money',
  'spark-failed': 'Spark failed',
  'alerts-reached-nobody': 'Alerts reached nobody',
  'too-many-alerts': 'Too many alerts',
  'published-rules-refused': 'Published rules refused',
  'a-trail-is-not-proven': 'A trail is not proven',
  'an-approval-failed': 'An approval failed',
  'a-destination-lags': 'A destination lags',
  'a-destination-refuses-events': 'A destination refuses events',
  'a-team-reads-much': 'A team reads much',
  'someone-broke-the-glass': 'Someone broke the glass',
  'a-monitor-of-the-estate': 'A monitor of the estate',
  'canary-lost': 'Canary lost',
  'silent-source': 'Silent source',
  'silent-account': 'Silent account',
  'account-not-enrolled': 'Account not enrolled',
  'ledger-gap': 'Ledger gap',
  'budget-exceeded': 'Budget exceeded',
  'cost-anomaly': 'Cost anomaly',
} as const satisfies Readonly<Record<string, string>>;

export type RunbookId = keyof typeof RUNBOOKS;

/** The section of a runbook, as a link from the root of the repository. */
export function runbookAnchor(id: RunbookId): string {
  return `${RUNBOOKS_FILE}#${id}`;
}

/** The last words of an alarm's description: where to read what to do. */
export function runbookLine(id: RunbookId): string {
  return `Runbook: ${runbookAnchor(id)}`;
}
