import { AWS_PRICES } from '../../../lib/cost/aws-prices';
import { type CostLine, ledgerCost, sumCosts, usdOf } from '../../../lib/cost/ledger-cost';
import { keptDays } from '../../../lib/cost/storage-cost';
import { COMMITS_PREFIX, type Commit, readRecords } from '../../../lib/lake/batch/records';
import { readLedger } from '../../../lib/lake/ledger';
import { storedWithin } from '../../../lib/lake/stored-within';
import type { BlobStore } from '../../../lib/ports/blob-store';
import { readTarget } from '../aws-platform';
import { UsageError } from '../errors';
import { type LakeOptions, openLocalLake } from '../lake';
import { loadPlatform, type PlatformOptions } from '../platform';
import { readTimeSpan, type TimeRangeOptions } from '../time-range';
import { knownAccounts } from './cost-accounts';
import { withoutBytes } from './ledger';
import { type OutputOptions, printAnswer, remark } from './query-output';

export interface CostOptions extends LakeOptions, PlatformOptions, TimeRangeOptions, OutputOptions {
  readonly by?: string;
  readonly enrolment?: string;
  readonly target?: string;
  readonly estate?: boolean;
}

/** A line of the ledger in dollars, and where its account is in the organization. */
interface PlacedLine extends CostLine {
  readonly name: string;
  readonly unit: string;
  readonly unit_name: string;
}

type Head = 'source' | 'account' | 'name' | 'unit' | 'unit_name';

/** What a row is for; those after the first follow from it, but for the account of a source. */
const HEADS: ReadonlyMap<string, readonly Head[]> = new Map([
  ['line', ['source', 'account', 'name', 'unit_name']],
  ['source', ['source']],
  ['account', ['account', 'name', 'unit_name']],
  ['unit', ['unit', 'unit_name']],
]);
const FIGURES = ['records', 'gb', 'raw_gb', 'lake_gb', 'ingest_usd', 'month_usd', 'retention_usd'] as const;
const GB = 1e9;
/** Digits behind the point that a person is shown. */
const SHOWN = 6;

/** `kumomori cost`: the ledger in dollars, dearest first; or the bill of the estate. */
export async function cost(options: CostOptions): Promise<void> {
  const onAws = readTarget(options.target) === 'aws';
  if (options.estate) {
    if (!onAws) {
      throw new UsageError('--estate: what AWS bills is asked with --target aws');
    }
    return (await import('./cost-estate')).estateCost(options);
  }
  const heads = headsOf(options.by);
  const span = readTimeSpan(options);
  const { store, retention } = onAws ? await lakeOnAws(options) : await lakeHere(options);
  const ledger = await readLedger(
    span === undefined ? readRecords<Commit>(store, COMMITS_PREFIX) : storedWithin(store, span),
  );
  const lines = await placed(ledgerCost(ledger, retention), store, options.enrolment);
  const keyOf = (line: PlacedLine) => JSON.stringify(heads.map((head) => line[head]));
  const rows = sumCosts(lines, keyOf)
    .sort((a, b) => b.ingest + b.retention - a.ingest - a.retention)
    .map((sum) => [...heads.map((head) => sum[head]), ...figuresOf(sum)]);
  await print(
    heads,
    rows,
    sumCosts(lines, () => 'total'),
    options,
  );
  const { asOf, region } = AWS_PRICES;
  remark(
    `estimated by list prices of AWS, ${region}, ${asOf}, and the benchmark's speed: for comparing, no bill; retention_usd is for ${keptDays(retention)} days`,
  );
  if (ledger.total.unmeasured > 0) {
    remark(
      `${withoutBytes(ledger.total.unmeasured)}; till then they cost nothing here but requests and lake`,
    );
  }
}

function headsOf(by: string | undefined): readonly Head[] {
  const heads = HEADS.get(by ?? 'line');
  if (heads === undefined || by === 'line') {
    throw new UsageError(`--by ${by}: one of source, account and unit`);
  }
  return heads;
}

async function lakeHere(options: CostOptions) {
  const { platform } = await loadPlatform(options);
  return { store: await openLocalLake(options.lake), retention: platform.retention };
}

async function lakeOnAws(options: CostOptions) {
  const { openAwsPlatform } = await import('../aws-platform');
  const { S3BlobStore } = await import('../../../lib/targets/aws/blob-store');
  const { s3, home, lake, platform } = await openAwsPlatform(options);
  return { store: new S3BlobStore(s3(home), lake), retention: platform.retention };
}

async function placed(
  lines: readonly CostLine[],
  store: BlobStore,
  enrolment: string | undefined,
): Promise<readonly PlacedLine[]> {
  const accounts = await knownAccounts(store, enrolment);
  return lines.map((line) => {
    const { name = '', unit } = accounts.get(line.account) ?? {};
    return { ...line, name, unit: unit?.id ?? '(none)', unit_name: unit?.name ?? '' };
  });
}

function figuresOf({ received, textBytes, storedBytes, lakeBytes, ingest, month, retention }: CostLine) {
  const gigabytes = [textBytes, storedBytes, lakeBytes].map((bytes) => bytes / GB);
  return [received, ...gigabytes, ...[ingest, month, retention].map(usdOf)];
}

/** Programs get every digit, so that rows add up; people a sum below them. */
function print(
  heads: readonly Head[],
  rows: readonly (readonly (string | number)[])[],
  totals: readonly CostLine[],
  options: CostOptions,
): Promise<void> {
  const columns = [...heads, ...FIGURES];
  if (options.json || options.csv) {
    return printAnswer({ columns, rows }, options);
  }
  const blank = heads.slice(1).map(() => '');
  const shown = [...rows, ...totals.map((total) => ['total', ...blank, ...figuresOf(total)])];
  const rounded = shown.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? Number(cell.toFixed(SHOWN)) : cell)),
  );
  return printAnswer({ columns, rows: rounded }, options);
}
