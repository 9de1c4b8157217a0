import { compare } from '../compare';
import { isObject } from '../json';
import type { OrganizationalUnit } from './ports';

/** What became of one region of an account. */
export interface RegionRecord {
  readonly state: 'enrolled' | 'failed';
  readonly vpcs: number;
  /** VPCs whose flow logs, and whose queries, come to the raw store. */
  readonly flowLogs: number;
  readonly queryLogs: number;
  /** Why it failed: the first reasons. */
  readonly reason?: string;
}

/**
 * What became of one account: `enrolled` in every region, `failed` in some or all, or `removed`, because it left the
 * organizational units. Kept under `enrolment/<account>`; the ledger reads it.
 */
export interface AccountRecord {
  readonly account: string;
  readonly name?: string;
  /** Absent in records of earlier releases. */
  readonly unit?: OrganizationalUnit;
  readonly state: 'enrolled' | 'failed' | 'removed';
  /** When all of its regions were last looked at, microseconds since the epoch. */
  readonly checkedMicros: number;
  readonly regions: Readonly<Record<string, RegionRecord>>;
  /** Why nothing could be done in it at all. */
  readonly reason?: string;
}

export const RECORDS = 'enrolment/';

export const recordKey = (account: string) => `${RECORDS}${account}`;

/** The state that follows from the regions: one that failed makes the account failed. */
export function stateOf(regions: Readonly<Record<string, RegionRecord>>): 'enrolled' | 'failed' {
  return Object.values(regions).some(({ state }) => state === 'failed') ? 'failed' : 'enrolled';
}

/** Writes a record for the store. Regions are in order, so that equal records are equal texts. */
export function formatRecord(record: AccountRecord): string {
  const regions = Object.entries(record.regions).sort(([a], [b]) => compare(a, b));
  return JSON.stringify({ ...record, regions: Object.fromEntries(regions) });
}

/** Reads what `formatRecord` wrote. Throws on anything else, naming the key. */
export function parseRecord(key: string, text: string): AccountRecord {
  const value: unknown = JSON.parse(text);
  if (isRecord(value)) {
    return value;
  }
  throw new Error(
    `${key}: not an enrolment record, got ${text.slice(0, 80)}: delete it, the next run writes it`,
  );
}

function isRecord(value: unknown): value is AccountRecord {
  return (
    isObject(value) &&
    typeof value.account === 'string' &&
    typeof value.checkedMicros === 'number' &&
    ['enrolled', 'failed', 'removed'].includes(String(value.state)) &&
    isObject(value.regions)
  );
}
