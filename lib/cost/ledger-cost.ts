import type { Ledger, LedgerLine } from '../lake/ledger';
import { shareOut } from '../share-out';
import { batchesUsd, computeUsd, objectsUsd } from './ingest-cost';
import { lakeUsd, monthUsd, rawUsd, type Tiers } from './storage-cost';

/** Estimates, whole billionths of a US dollar: they add up exactly. */
export interface Estimate {
  /** Compute and requests, once. */
  readonly ingest: number;
  /** Raw and lake, the month they arrive in. */
  readonly month: number;
  /** Raw and lake through their tiers, until they end. */
  readonly retention: number;
}

/** What the records of one account in one source cost, or of several. */
export interface CostLine
  extends Estimate,
    Pick<LedgerLine, 'received' | 'objects' | 'textBytes' | 'storedBytes' | 'lakeBytes' | 'unmeasured'> {
  readonly source: string;
  readonly account: string;
}

const NANO = 1e9;

/** USD of an estimate's figure. */
export function usdOf(nano: number): number {
  return nano / NANO;
}

/**
 * The ledger in dollars, by list prices (`AWS_PRICES`: date and region) and the benchmark's speed: for comparing sources
 * and accounts, never a bill. What batches cost as such is shared out by inflated bytes, so that the lines are the whole
 * of it. Left out: replays, queries, streams, keys and logs of the platform itself; the bytes of `unmeasured` records.
 */
export function ledgerCost(
  { lines, batches, files }: Pick<Ledger, 'lines' | 'batches' | 'files'>,
  tiers: Tiers,
): CostLine[] {
  const ofBatches = shareOut(
    nano(batchesUsd(batches, files)),
    lines.map(({ textBytes }) => textBytes),
  );
  const lakeBytes = lines.reduce((sum, line) => sum + line.lakeBytes, 0);
  return lines.map((line, index) => {
    const lake = {
      bytes: line.lakeBytes,
      objects: lakeBytes === 0 ? 0 : (files * line.lakeBytes) / lakeBytes,
    };
    const raw = { bytes: line.storedBytes, objects: line.objects };
    return {
      ...volumeOf(line),
      source: line.source,
      account: line.account,
      ingest: nano(computeUsd(line.textBytes) + objectsUsd(line.objects)) + (ofBatches[index] ?? 0),
      month: nano(monthUsd(raw.bytes + lake.bytes)),
      retention: nano(rawUsd(raw, tiers) + lakeUsd(lake, tiers)),
    };
  });
}

/** The sums of lines that have the same key, in the order in which keys are met first; else as the first of them. */
export function sumCosts<Line extends CostLine>(
  lines: readonly Line[],
  keyOf: (line: Line) => string,
): Line[] {
  const sums = new Map<string, Line>();
  for (const line of lines) {
    const key = keyOf(line);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? line : add(sum, line));
  }
  return [...sums.values()];
}

const ADDED = [
  'received',
  'objects',
  'textBytes',
  'storedBytes',
  'lakeBytes',
  'unmeasured',
  'ingest',
  'month',
  'retention',
] as const;

function add<Line extends CostLine>(sum: Line, line: Line): Line {
  return { ...sum, ...Object.fromEntries(ADDED.map((name) => [name, sum[name] + line[name]])) };
}

function volumeOf({ received, objects, textBytes, storedBytes, lakeBytes, unmeasured }: LedgerLine) {
  return { received, objects, textBytes, storedBytes, lakeBytes, unmeasured };
}

function nano(usd: number): number {
  return Math.round(usd * NANO);
}
