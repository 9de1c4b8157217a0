import type { KeyValueStore } from '../ports/key-value-store';
import {
  type AccountRecord,
  formatRecord,
  parseRecord,
  RECORDS,
  type RegionRecord,
  recordKey,
  stateOf,
} from './record';

/** Every account's record. */
export async function readRecords(store: KeyValueStore): Promise<Map<string, AccountRecord>> {
  const records = new Map<string, AccountRecord>();
  for await (const { key, value } of store.list(RECORDS)) {
    const record = parseRecord(key, value);
    records.set(record.account, record);
  }
  return records;
}

/** The record of a whole account, in place of what there was. */
export async function writeRecord(store: KeyValueStore, record: AccountRecord): Promise<void> {
  await store.put(recordKey(record.account), formatRecord(record));
}

/** Times a change of one region is tried against other writers. */
const TRIES = 5;

/**
 * Puts one region into an account's record, whatever else is written to it meanwhile. Does nothing where the account
 * has no record, or left: the next run over everything writes it. Throws when others keep winning.
 */
export async function writeRegion(
  store: KeyValueStore,
  account: string,
  region: string,
  outcome: RegionRecord,
): Promise<void> {
  const key = recordKey(account);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await store.get(key);
    const record = found && parseRecord(key, found.value);
    if (!found || !record || record.state === 'removed') {
      return;
    }
    const regions = { ...record.regions, [region]: outcome };
    if (
      await store.replace(key, formatRecord({ ...record, regions, state: stateOf(regions) }), found.version)
    ) {
      return;
    }
  }
  throw new Error(`${key}: written by others ${TRIES} times in a row: the next run looks again`);
}
