import { readFile } from 'node:fs/promises';
import { parseTimestamp } from '../../../lib/time';
import { indexKeys, parsePublicKeys, type TrailKeys } from '../../../lib/trail/public-keys';
import type { TrailReport } from '../../../lib/trail/report';
import { verifyTrail } from '../../../lib/trail/verify-trail';
import { EXIT, UsageError } from '../errors';
import { openTrailFolder } from './verify-trail-store';
import { describeTrail } from './verify-trail-text';

export interface VerifyTrailOptions {
  readonly keys: readonly string[];
  readonly bucket?: string;
  readonly prefix?: string;
  readonly from?: string;
  readonly to?: string;
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly json?: boolean;
}

/** Nothing altered was found, but not everything could be proven. */
const UNPROVEN = 3;
const STATUS = { clean: EXIT.clean, tampered: EXIT.failed, unproven: UNPROVEN } as const;

/** `kumomori verify-trail`: exit status 1 when something was altered, 3 when something could not be proven. */
export async function verifyTrailFolder(folder: string, options: VerifyTrailOptions): Promise<void> {
  const window = { from: readTime('--from', options.from), to: readTime('--to', options.to) };
  if ((window.from ?? 0) > (window.to ?? Number.POSITIVE_INFINITY)) {
    throw new UsageError(`--from must not be after --to, got ${options.from} and ${options.to}`);
  }
  const keys = await readKeys(options.keys);
  const prefix = (options.prefix ?? '').replace(/\/$/, '');
  const store = await openTrailFolder(folder, prefix === '' ? '' : `${prefix}/`);
  const { bucket, account, region } = options;
  const accounts = account && new Set(account);
  const regions = region && new Set(region);
  const report = await verifyTrail(store, { keys, bucket, window, accounts, regions });
  if (!report.ok) {
    throw new UsageError(`${folder}: ${report.problem}`);
  }
  process.stdout.write(
    `${options.json ? JSON.stringify(toJson(report.value)) : describeTrail(report.value)}\n`,
  );
  process.exitCode = STATUS[report.value.verdict];
}

/** Times as text: the report's own are microseconds since the epoch. */
function toJson(report: TrailReport): unknown {
  const iso = (time: number | undefined) =>
    time === undefined ? undefined : new Date(time / 1000).toISOString();
  const spans = <Span extends { from?: number; to: number }>(all: readonly Span[]) =>
    all.map((each) => ({ ...each, from: iso(each.from), to: iso(each.to) }));
  return {
    ...report,
    trails: report.trails.map((trail) => ({
      ...trail,
      chains: spans(trail.chains),
      gaps: spans(trail.gaps),
    })),
    findings: report.findings.map(({ micros, ...rest }) => ({ ...rest, time: iso(micros) })),
  };
}

async function readKeys(files: readonly string[]): Promise<TrailKeys> {
  const lists = await Promise.all(files.map(readKeyFile));
  return indexKeys(lists.flat());
}

async function readKeyFile(file: string) {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file}: cannot be read`);
  });
  const keys = parsePublicKeys(text);
  if (!keys.ok) {
    throw new UsageError(`${file}: ${keys.problem}`);
  }
  return keys.value;
}

function readTime(option: string, value: string | undefined): number | undefined {
  const time = value === undefined ? undefined : parseTimestamp(value);
  if (value !== undefined && time === undefined) {
    throw new UsageError(`${option}: expected a time such as 2024-08-12T00:00:00Z, got ${value}`);
  }
  return time;
}
