import { sha256 } from '../../hash';
import { formatMicros } from '../../time';
import { create, read, update } from '../records';
import { type Approval, close } from './approval';
import { toApprovalMail } from './approval-mail';
import { type ApprovalContext, approvalKey } from './context';
import { parseRequest } from './parse-request';

/** What the state machine goes on with after its first step. */
export interface Begun {
  readonly approval: string;
  /** How long to wait for a decision. */
  readonly wait_seconds: number;
}

/** What the state machine ends with. */
export interface Settled {
  readonly approval: string;
  readonly decision: 'approved' | 'denied';
  readonly status: Approval['status'];
  readonly alert: string;
  readonly action: string;
  readonly target: string;
  readonly requested_by: string;
  readonly decided_by?: string;
  readonly decided_at?: string;
  readonly decided_reason?: string;
}

/** The approval's id: messages name it. One for each execution. */
export function approvalId(execution: string): string {
  return sha256(`approval ${execution}`).slice(0, 32);
}

/** Records a request. Done again for the same execution it changes nothing. Throws when it is none. */
export async function begin(
  execution: string,
  input: unknown,
  { store, clock }: ApprovalContext,
): Promise<Begun> {
  const id = approvalId(execution);
  const now = clock.nowMicros();
  const known = await read<Approval>(store, approvalKey(id));
  const parsed = known ? { ok: true as const, value: known } : parseRequest(input, now);
  if (!parsed.ok) {
    throw new Error(`${execution}: ${parsed.problem}`);
  }
  const approval: Approval = known ?? { ...parsed.value, id, askedMicros: now, status: 'open' };
  await create(store, approvalKey(id), approval);
  const wait = Math.ceil((approval.expiresMicros - now) / 1_000_000);
  return { approval: id, wait_seconds: Math.max(1, wait) };
}

/** Asks people. The token is kept sealed before anybody is told; if somebody decided already it is used at once. */
export async function ask(id: string, token: string, context: ApprovalContext): Promise<void> {
  const sealed = await context.tokens.seal(id, token);
  const approval = await update<Approval>(context.store, approvalKey(id), (known) =>
    known?.status === 'open' ? { ...known, token: sealed } : undefined,
  );
  if (!approval) {
    throw new Error(`approval ${id}: there is none`);
  }
  if (approval.status === 'open') {
    await context.tell(toApprovalMail(approval, context));
  } else {
    await context.resume(token);
  }
}

/**
 * What came of an approval, whatever ended the wait: the record decides, not whoever had the token. What is not decided
 * by now is denied for good.
 */
export async function settle(id: string, context: ApprovalContext): Promise<Settled> {
  const approval = await update<Approval>(context.store, approvalKey(id), (known) => {
    const closed = known && close(known);
    return closed === known && known?.token === undefined ? undefined : closed && withoutToken(closed);
  });
  if (!approval) {
    throw new Error(`approval ${id}: there is none`);
  }
  await context.tell(toApprovalMail(approval, context));
  const { alert, action, target, requestedBy, status, decision } = approval;
  return {
    approval: id,
    decision: status === 'approved' ? 'approved' : 'denied',
    status,
    alert,
    action,
    target,
    requested_by: requestedBy,
    ...(decision && {
      decided_by: decision.by,
      decided_at: formatMicros(decision.atMicros),
      decided_reason: decision.reason,
    }),
  };
}

export function withoutToken({ token: _, ...approval }: Approval): Approval {
  return approval;
}
