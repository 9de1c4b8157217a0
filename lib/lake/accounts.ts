import { compare } from '../compare';
import type { AccountRecord } from '../enrolment/record';
import { CANARY_ACCOUNT } from '../health/canary';
import type { Criticality, Source } from '../sources/source';
import type { SourceSeen } from './last-seen';
import { NO_ACCOUNT } from './tally';

/**
 * `enrolled`: sends what it should. `silent`: enrolled, and something it should send is missing for too long.
 * `failed`: enrolment failed. `removed`: left, and sends nothing since. `unknown`: sends, and is not enrolled.
 */
export type AccountState = 'enrolled' | 'silent' | 'failed' | 'removed' | 'unknown';

export interface AccountLine {
  readonly account: string;
  readonly name?: string;
  readonly state: AccountState;
  readonly received: number;
  /** When its newest record was stored, microseconds since the epoch; absent: it never sent any. */
  readonly lastMicros?: number;
  /** What is missing, or why it failed. */
  readonly reason?: string;
  /** The sources that are silent. */
  readonly missing?: readonly string[];
}

export interface Expectation {
  readonly nowMicros: number;
  /** The AWS sources: whose accounts are enrolled, and how soon each must be heard of. */
  readonly sources: readonly Pick<Source, 'id' | 'criticality'>[];
}

const HOUR = 3_600_000_000;
/** Of records that name none, and of the platform's own canaries. */
const NOBODYS: ReadonlySet<string> = new Set([NO_ACCOUNT, CANARY_ACCOUNT]);

/** How long a source may say nothing. An account where nobody does anything still has AWS's own calls every day. */
const SILENT_AFTER: Readonly<Record<Criticality, number>> = {
  critical: 24 * HOUR,
  important: 24 * HOUR,
  normal: 48 * HOUR,
};

/** Every account that is enrolled, was, or sends, in order of its id. */
export function judgeAccounts(
  records: readonly AccountRecord[],
  seen: ReadonlyMap<string, readonly SourceSeen[]>,
  expectation: Expectation,
): AccountLine[] {
  const known = new Map(records.map((record) => [record.account, record]));
  const aws = new Set(expectation.sources.map(({ id }) => id));
  const sending = [...seen].filter(
    ([account, sources]) => !NOBODYS.has(account) && sources.some(({ source }) => aws.has(source)),
  );
  const accounts = new Set([...known.keys(), ...sending.map(([account]) => account)]);
  return [...accounts].sort(compare).map((account) => {
    const sources = (seen.get(account) ?? []).filter(({ source }) => aws.has(source));
    return lineOf(account, known.get(account), sources, expectation);
  });
}

function lineOf(
  account: string,
  record: AccountRecord | undefined,
  sources: readonly SourceSeen[],
  expectation: Expectation,
): AccountLine {
  const last = Math.max(0, ...sources.map(({ lastMicros }) => lastMicros));
  const { state, reason, missing } = judge(record, sources, last, expectation);
  return {
    account,
    ...(record?.name === undefined ? {} : { name: record.name }),
    state,
    received: sources.reduce((sum, { received }) => sum + received, 0),
    ...(sources.length === 0 ? {} : { lastMicros: last }),
    ...(reason === undefined ? {} : { reason }),
    ...(missing === undefined ? {} : { missing }),
  };
}

function judge(
  record: AccountRecord | undefined,
  sources: readonly SourceSeen[],
  last: number,
  expectation: Expectation,
): Pick<AccountLine, 'state' | 'reason' | 'missing'> {
  if (record === undefined) {
    return { state: 'unknown', reason: 'sends logs and is not enrolled' };
  }
  if (record.state === 'removed') {
    return last > record.checkedMicros
      ? { state: 'unknown', reason: 'sends logs though it left' }
      : { state: 'removed', reason: record.reason };
  }
  if (record.state === 'failed') {
    return { state: 'failed', reason: failure(record) };
  }
  const silent = expected(record, expectation).filter(({ id, criticality }) => {
    const heard = sources.find(({ source }) => source === id)?.lastMicros ?? 0;
    return expectation.nowMicros - heard > SILENT_AFTER[criticality];
  });
  const missing = silent.map(({ id }) => id);
  return missing.length === 0
    ? { state: 'enrolled' }
    : { state: 'silent', reason: `nothing lately of ${missing.join(', ')}`, missing };
}

/** The trail covers every account; flow logs come from where there is a VPC. */
function expected(record: AccountRecord, { sources }: Expectation): Expectation['sources'] {
  const flows = Object.values(record.regions).some(({ flowLogs }) => flowLogs > 0);
  return sources.filter(({ id }) => id === 'aws-cloudtrail' || (id === 'aws-vpc-flow' && flows));
}

function failure({ reason, regions }: AccountRecord): string | undefined {
  const failed = Object.entries(regions).filter(([, { state }]) => state === 'failed');
  return reason ?? failed.map(([region, outcome]) => `${region}: ${outcome.reason}`).join('; ');
}
