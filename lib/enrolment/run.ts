import { eachLimited } from '../each-limited';
import type { Clock } from '../ports/clock';
import type { KeyValueStore } from '../ports/key-value-store';
import { accountLines } from './accounts-table';
import { collect } from './collect';
import { convergeRegion, type Wanted } from './converge-region';
import { describeError } from './describe-error';
import { requirePlausible } from './plausible';
import type { AccountsTablePort, MemberAccount, MembersPort, OrganizationPort } from './ports';
import { type AccountRecord, type RegionRecord, stateOf } from './record';
import { readRecords, writeRecord } from './records';

export interface Enrolment {
  readonly organization: OrganizationPort;
  readonly members: MembersPort;
  readonly store: KeyValueStore;
  readonly accountsTable: AccountsTablePort;
  readonly clock: Clock;
  readonly regions: readonly string[];
  readonly wanted: Wanted;
  /** Accounts worked on at once, and regions of each. */
  readonly concurrency: { readonly accounts: number; readonly regions: number };
}

/** What a run did; `left` accounts were not reached in time, and come first in the next run. */
export interface RunSummary {
  readonly enrolled: number;
  readonly failed: number;
  readonly removed: number;
  readonly left: number;
}

/**
 * Enrols every account in every region, and takes the platform's resources from those that left. What fails in one
 * account stops no other. `hasTime` is asked before each account; those waiting longest come first, so that runs
 * which are cut short reach everyone in turn. However often it is killed and repeated, the end is the same. In the end
 * the table of accounts is written, those among them that left or were not reached.
 */
export async function enrolAll(enrolment: Enrolment, hasTime: () => boolean): Promise<RunSummary> {
  const [accounts, records] = await Promise.all([
    collect(enrolment.organization.accounts()),
    readRecords(enrolment.store),
  ]);
  const present = new Map(accounts.map((account) => [account.id, account]));
  const leaving = [...records.values()].filter(
    (record) => !present.has(record.account) && (record.state !== 'removed' || record.reason !== undefined),
  );
  requirePlausible(
    leaving.filter(({ state }) => state !== 'removed').length,
    [...records.values()].filter(({ state }) => state !== 'removed').length,
  );
  const work = [
    ...[...present.values()].map((account) => ({ account, leaves: false })),
    ...leaving.map(({ account: id }) => ({ account: { id }, leaves: true })),
  ].map((item) => ({ ...item, known: records.get(item.account.id) }));
  work.sort((a, b) => (a.known?.checkedMicros ?? 0) - (b.known?.checkedMicros ?? 0));
  const counts = { enrolled: 0, failed: 0, removed: 0, left: 0 };
  await eachLimited(work, enrolment.concurrency.accounts, async ({ account, leaves, known }) => {
    if (!hasTime()) {
      counts.left += 1;
      return;
    }
    const record = await (leaves ? removeAccount : enrolAccount)(enrolment, account, known);
    await writeRecord(enrolment.store, record);
    records.set(record.account, record);
    counts[record.state] += 1;
  });
  await enrolment.accountsTable.put(accountLines(accounts, [...records.values()]));
  return counts;
}

type Known = AccountRecord | undefined;

async function enrolAccount(
  enrolment: Enrolment,
  account: MemberAccount,
  known: Known,
): Promise<AccountRecord> {
  const { regions, reason } = await convergeAccount(enrolment, account.id, known, enrolment.wanted);
  return {
    ...named(enrolment, account, known),
    state: reason === undefined ? stateOf(regions) : 'failed',
    regions,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The record says `removed` whatever the account still lets us do; a reason means that the next run tries again. */
async function removeAccount(
  enrolment: Enrolment,
  account: MemberAccount,
  known: Known,
): Promise<AccountRecord> {
  const { regions, reason } = await convergeAccount(enrolment, account.id, known, {});
  const failed = Object.entries(regions).find(([, { state }]) => state === 'failed');
  const why = reason ?? (failed && `${failed[0]}: ${failed[1].reason}`);
  return {
    ...named(enrolment, account, known),
    state: 'removed',
    ...(why === undefined ? { regions: {} } : { regions: { ...known?.regions }, reason: why }),
  };
}

/** What the organization does not say is as it was known before. */
function named({ clock }: Enrolment, account: MemberAccount, known: Known) {
  const { id, name = known?.name, unit = known?.unit } = account;
  return {
    account: id,
    ...(name === undefined ? {} : { name }),
    ...(unit === undefined ? {} : { unit }),
    checkedMicros: clock.nowMicros(),
  };
}

/** All regions of an account; one that is no longer configured is emptied, and stays in the record while that fails. */
async function convergeAccount(
  { members, regions, concurrency }: Enrolment,
  account: string,
  known: Known,
  wanted: Wanted,
): Promise<{ readonly regions: Record<string, RegionRecord>; readonly reason?: string }> {
  const records: Record<string, RegionRecord> = {};
  const configured = new Set(regions);
  try {
    const member = await members.open(account);
    const every = new Set([...regions, ...Object.keys(known?.regions ?? {})]);
    await eachLimited([...every], concurrency.regions, async (name) => {
      const outcome = await convergeRegion(member.region(name), configured.has(name) ? wanted : {});
      if (configured.has(name) || outcome.state === 'failed') {
        records[name] = outcome;
      }
    });
    return { regions: records };
  } catch (error) {
    // What is known of its regions stays, so that those no longer configured are not forgotten.
    return { regions: { ...known?.regions }, reason: describeError(error) };
  }
}
