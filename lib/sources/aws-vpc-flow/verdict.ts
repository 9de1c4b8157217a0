import { pair, status } from '../../ocsf/build';

const CLASS = 'network_activity';

/** What security groups and network ACLs did with a flow, in OCSF's terms. */
export interface Verdict {
  readonly status: ReturnType<typeof status>;
  readonly action: { readonly action_id: number; readonly action: string };
  readonly disposition: { readonly disposition_id: number; readonly disposition: string };
}

const verdict = (outcome: 0 | 1 | 2, action: number, disposition: number): Verdict => ({
  status: status(outcome),
  action: pair(CLASS, 'action_id', action),
  disposition: pair(CLASS, 'disposition_id', disposition),
});

const ACCEPTED = verdict(1, 1, 1);
const REJECTED = verdict(2, 2, 2);
const UNKNOWN = verdict(0, 0, 0);

/** ACCEPT is allowed and a success, REJECT is denied, blocked and a failure. Unknown where the format lacks the column. */
export function verdictOf(action: string | undefined): Verdict {
  return action === 'ACCEPT' ? ACCEPTED : action === 'REJECT' ? REJECTED : UNKNOWN;
}
