import { AWS_PRICES } from '../../../lib/cost/aws-prices';
import { restoreCost, restoreHours } from '../../../lib/cost/restore-cost';
import { type Restored, restoreAll } from '../../../lib/lake/archive/restore';
import { inState, type Survey, survey } from '../../../lib/lake/archive/survey';
import type { ArchiveClass, RetrievalTier } from '../../../lib/ports/archive';
import { formatMicros } from '../../../lib/time';
import { openAwsPlatform } from '../aws-platform';
import { EXIT, UsageError } from '../errors';
import type { PlatformOptions } from '../platform';
import { printable } from '../terminal';
import { readTimeSpan, type TimeRangeOptions } from '../time-range';
import { remark } from './query-output';
import { type ArchivedPlace, placesOf } from './restore-places';

interface RestoreOptions extends PlatformOptions, TimeRangeOptions {
  readonly source?: string;
  readonly days: string;
  readonly tier: string;
  readonly raw?: boolean;
  readonly dryRun?: boolean;
  readonly status?: boolean;
  readonly json?: boolean;
}

const CLASSES: Readonly<Record<ArchiveClass, string>> = {
  flexible: 'Glacier Flexible Retrieval',
  deep: 'Glacier Deep Archive',
};
/** S3 takes more; nobody investigates as long. */
const MOST_DAYS = 365;

/** `kumomori restore`: asks S3 for copies of archived objects, after telling how many, how much and how long. */
export async function restore(options: RestoreOptions): Promise<void> {
  const span = readTimeSpan(options);
  if (span === undefined) {
    throw new UsageError('restore: give --from and --to');
  }
  const terms = { days: readDays(options.days), tier: readTier(options.tier) };
  const opened = await openAwsPlatform(options);
  const reports = [];
  for (const place of placesOf(opened, span, options)) {
    const found = await survey(place.objects());
    if (!options.json) {
      process.stdout.write(options.status ? statusText(place, found) : planText(place, found, terms));
    }
    const asks = !options.dryRun && !options.status && inState(found, 'none').objects > 0;
    const restored = asks ? await ask(place, terms, inState(found, 'none').objects) : undefined;
    if (restored && !options.json) {
      process.stdout.write(restoredText(restored));
    }
    process.exitCode = (restored?.refusals ?? 0) > 0 ? EXIT.failed : process.exitCode;
    reports.push({ place: place.archive.name, ...found, ...(restored ? { restored } : {}) });
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify(reports)}\n`);
  }
}

interface Terms {
  readonly days: number;
  readonly tier: RetrievalTier;
}

async function ask({ archive, objects }: ArchivedPlace, terms: Terms, of: number): Promise<Restored> {
  const onProgress = (asked: number) => (process.stderr.isTTY ? remark(`asked for ${asked} of ${of}`) : {});
  return restoreAll(archive, objects(), { ...terms, onProgress });
}

function planText({ archive }: ArchivedPlace, found: Survey, { days, tier }: Terms): string {
  const lines = [
    `${archive.name}: ${found.readable.objects} objects can be read, ${inState(found, 'there').objects} archived ones have a copy, of ${inState(found, 'coming').objects} it is under way`,
  ];
  for (const of of ['flexible', 'deep'] as const) {
    const amount = found.archived[of].none;
    if (amount.objects > 0) {
      const usd = restoreCost(of, tier, amount, days).toFixed(2);
      const { region, asOf } = AWS_PRICES;
      lines.push(
        `to be restored from ${CLASSES[of]}: ${amount.objects} objects, ${amount.bytes} bytes, for ${days} days: about ${usd} USD (${region}, ${asOf}), ${restoreHours(of, tier)} (${tier})`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function statusText({ archive }: ArchivedPlace, found: Survey): string {
  const { copiesUntilMicros } = found;
  const until = copiesUntilMicros === undefined ? '' : `, the first until ${formatMicros(copiesUntilMicros)}`;
  return `${archive.name}: ${found.readable.objects} objects were never archived; of archived ones ${inState(found, 'there').objects} can be read${until}, ${inState(found, 'coming').objects} are on their way, ${inState(found, 'none').objects} were not asked for\n`;
}

function restoredText({ asked, coming, refused, refusals }: Restored): string {
  const lines = [`asked for ${asked}, under way before ${coming}, refused ${refusals}`];
  lines.push(...refused.map(({ key, reason }) => `  ${printable(key)}: ${printable(reason)}`));
  return `${lines.join('\n')}\n`;
}

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    throw new UsageError(`--days ${text}: a whole number from 1 to ${MOST_DAYS}`);
  }
  return days;
}

function readTier(tier: string): RetrievalTier {
  if (tier !== 'bulk' && tier !== 'standard') {
    throw new UsageError(`--tier ${tier}: no such tier; bulk or standard`);
  }
  return tier;
}
