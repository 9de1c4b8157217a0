import type { BlobStore } from '../../ports/blob-store';
import type { ResolvedCorrelation } from '../../sigma/correlate/correlation';
import { logicKey } from '../../sigma/correlate/state-keys';
import { encodeRecord, readRecord, readRecords } from '../batch/records';
import { createPartitionWriter, type OutputFile } from '../partition-writer';
import { EVENTS_PREFIX } from '../table/partition';
import type { EventRow } from '../table/row';

/** What a correlation found in one slot of event time, as the lake has it. */
interface SlotRecord {
  readonly outputs: readonly OutputFile[];
}

const PREFIX = 'state/correlate/slots/';
/** Begins the names of files of correlation findings, which belong to no batch. */
const FILE = 'correlation-';

/** Puts the rows of a slot in place of what it had; none: deletes it. Stopped anywhere and done again, all is the same. */
export async function putSlot(
  store: BlobStore,
  correlation: ResolvedCorrelation,
  slot: number,
  rows: readonly EventRow[],
): Promise<void> {
  const key = `${PREFIX}${logicKey(correlation)}/${slot}.json`;
  const before = await readRecord<SlotRecord>(store, key);
  const outputs = rows.length === 0 ? [] : await writeRows(store, nameOf(correlation, slot), rows);
  const kept = new Set(outputs.map((output) => output.key));
  for (const output of before?.outputs ?? []) {
    if (!kept.has(output.key)) {
      await store.delete(output.key);
    }
  }
  if (outputs.length > 0) {
    await store.put(key, encodeRecord({ outputs } satisfies SlotRecord));
  } else if (before) {
    await store.delete(key);
  }
}

/** The slots from `first` to `last` in which the lake has findings of a correlation. */
export async function slotsKept(
  store: BlobStore,
  correlation: ResolvedCorrelation,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<readonly number[]> {
  const folder = `${PREFIX}${logicKey(correlation)}/`;
  const slots: number[] = [];
  for await (const { key } of store.list(folder + commonStart(String(first), String(last)))) {
    const slot = Number(key.slice(folder.length, -'.json'.length));
    if (slot >= first && slot <= last) {
      slots.push(slot);
    }
  }
  return slots;
}

/** Numbers between two of as many digits begin as both do. */
function commonStart(a: string, b: string): string {
  let length = 0;
  while (a.length === b.length && length < a.length && a[length] === b[length]) {
    length += 1;
  }
  return a.slice(0, length);
}

/** How many findings of correlations a lake has. */
export async function countCorrelationFindings(store: BlobStore): Promise<number> {
  let rows = 0;
  for await (const { outputs } of readRecords<SlotRecord>(store, PREFIX)) {
    rows += outputs.reduce((sum, output) => sum + output.rows, 0);
  }
  return rows;
}

/** Deletes the findings of correlations other than these, as they are now written. */
export async function dropOtherFindings(
  store: BlobStore,
  correlations: readonly ResolvedCorrelation[],
): Promise<void> {
  const known = new Set(correlations.map(logicKey));
  for await (const { key } of store.list(EVENTS_PREFIX)) {
    const name = key.slice(key.lastIndexOf('/') + 1);
    if (name.startsWith(FILE) && ![...known].some((logic) => name.startsWith(`${FILE}${logic}-`))) {
      await store.delete(key);
    }
  }
  for await (const { key } of store.list(PREFIX)) {
    if (!known.has(key.slice(PREFIX.length, key.lastIndexOf('/')))) {
      await store.delete(key);
    }
  }
}

async function writeRows(
  store: BlobStore,
  name: string,
  rows: readonly EventRow[],
): Promise<readonly OutputFile[]> {
  const writer = createPartitionWriter({ store, batch: name });
  for (const row of rows) {
    writer.append(row);
  }
  return writer.close();
}

function nameOf(correlation: ResolvedCorrelation, slot: number): string {
  return `${FILE}${logicKey(correlation)}-${slot}`;
}
