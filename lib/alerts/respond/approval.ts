import { fail, ok, type Result } from '../../result';
import { formatMicros } from '../../time';
import { personOf } from './person';

/** What somebody wants done, and may be done once somebody else agrees. */
export interface Wanted {
  /** Uid of the alert it answers. */
  readonly alert: string;
  readonly action: string;
  readonly target: string;
  /** A person as STS names them, or a playbook's own name. */
  readonly requestedBy: string;
  readonly reason: string;
  /** Denied from then on, microseconds since the epoch. */
  readonly expiresMicros: number;
}

/** `expired`: nobody decided in time, which denies. Only `open` can change. */
export type ApprovalStatus = 'open' | 'approved' | 'denied' | 'expired';

export interface Decision {
  readonly verdict: 'approved' | 'denied';
  readonly by: string;
  readonly reason: string;
  readonly atMicros: number;
}

/** The record of a request and of what came of it: kept for good. */
export interface Approval extends Wanted {
  readonly id: string;
  readonly askedMicros: number;
  readonly status: ApprovalStatus;
  readonly decision?: Decision;
  /** What lets whoever waits go on, sealed; gone once it was used. */
  readonly token?: string;
}

/** The approval after a person's decision; itself when that person decided so before. */
export function decide(approval: Approval, decision: Decision): Result<Approval> {
  const { id, status, requestedBy, expiresMicros, decision: made } = approval;
  const { verdict, by, reason, atMicros } = decision;
  if (made && made.by === by && made.verdict === verdict) {
    return ok(approval);
  }
  if (made) {
    return fail(`approval ${id} was ${made.verdict} by ${made.by} at ${formatMicros(made.atMicros)}`);
  }
  if (status !== 'open' || atMicros >= expiresMicros) {
    return fail(`approval ${id} expired at ${formatMicros(expiresMicros)}; ask again`);
  }
  if (verdict === 'approved' && personOf(by) === personOf(requestedBy)) {
    return fail(`approval ${id} was requested by ${requestedBy}: somebody else must approve it`);
  }
  if (reason === '') {
    return fail(`approval ${id} needs a reason, got none`);
  }
  return ok({ ...approval, status: verdict, decision });
}

/** The approval once nobody waits for it any longer: what was not decided is denied. */
export function close(approval: Approval): Approval {
  return approval.status === 'open' ? { ...approval, status: 'expired' } : approval;
}
