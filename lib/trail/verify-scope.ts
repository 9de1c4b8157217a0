import { coverageOf, type TrailHours } from './coverage';
import type { DigestFile, DigestFiles } from './digest-file';
import type { Scope } from './discover';
import { type FindingPlace, finding, type TrailFinding } from './finding';
import type { Verdict } from './judge';
import { collectListings, doubtfulListings, type Listings } from './listings';
import { type AlteredLog, checkLogs, type LogCounts } from './logs';
import { DIGEST_FOLDER, logTime, parseTrailObject, type TrailObject } from './object-key';
import type { TrailSummary } from './report';
import type { TrailLimits, TrailStore } from './store';
import { includesLog, type TrailWindow } from './time-span';
import { type DigestContext, type TrailView, viewTrails } from './trail-digests';
import { judgeUnlisted, type UnlistedLog } from './unlisted';

export interface TrailContext extends DigestContext {
  readonly store: TrailStore;
  readonly limits: TrailLimits;
  readonly window: TrailWindow;
}

/** What is kept of a trail once its account and region are verified. */
export interface TrailOutcome {
  readonly summary: TrailSummary;
  /** Its newest digest that can be used. */
  readonly newest?: FindingPlace & { readonly end: number };
  /** End of its newest authentic digest. */
  readonly authenticEnd?: number;
}

/** What was found in one account and region, before files moved from one place to another are matched. */
export interface ScopeResult {
  readonly scope: Scope;
  readonly trails: readonly TrailOutcome[];
  /** Strays that turned out to belong here. */
  readonly homed: readonly DigestFile[];
  readonly findings: readonly TrailFinding[];
  readonly altered: readonly AlteredLog[];
  readonly unlisted: readonly UnlistedLog[];
  readonly uncovered: readonly TrailObject[];
}

const NO_LOGS: LogCounts = { valid: 0, unproven: 0, altered: 0, missing: 0 };

/** Verifies the digests of one account and region, then the log files they list, then looks for others. */
export async function verifyScope(
  scope: Scope,
  digests: DigestFiles & { readonly strays: readonly DigestFile[] },
  context: TrailContext,
): Promise<ScopeResult> {
  const { bucket, store, limits } = context;
  const place = { bucket, account: scope.account, region: scope.region };
  const views = viewTrails(scope, digests, context);
  const listings = collectListings(views, place);
  const objects = await listLogs(scope, listings, context);
  const present = new Set(objects.map(({ key }) => key));
  const checked = await checkLogs(listings.byKey, present, { store, limits, place });
  const rest = objects.filter(({ key }) => !listings.byKey.has(key));
  const digested = new Set([...listings.byKey.keys()].map((key) => parseTrailObject(key)?.folder ?? ''));
  const standard = views.filter(({ backfill }) => !backfill);
  const coverage = coverageOf(standard.map((view) => hoursOf(view, ['authentic'])));
  const claimed = coverageOf(standard.map((view) => hoursOf(view, ['authentic', 'unproven'])));
  const unlisted = judgeUnlisted(rest, { coverage, claimed, digested, place });
  // Files of other accounts or regions moved here make no trail.
  const bare = views.length === 0 && (unlisted.uncovered.length > 0 || unlisted.each.length === 0);
  return {
    scope,
    trails: views.map((view) => outcome(view, checked.counts.get(view.id) ?? NO_LOGS, place)),
    homed: digests.strays.filter((stray) =>
      views.some((view) => view.usable.some(({ file }) => file === stray)),
    ),
    findings: [
      ...views.flatMap(({ findings }) => findings),
      ...listings.findings,
      ...doubtfulListings(listings.byKey, coverage, place),
      ...checked.findings,
      ...(bare ? [withoutDigests(scope, unlisted.uncovered, place)] : unlisted.findings),
    ],
    altered: checked.altered,
    unlisted: unlisted.each,
    uncovered: unlisted.uncovered,
  };
}

function hoursOf({ usable, lost }: TrailView, verdicts: readonly Verdict[]): TrailHours {
  const digests = usable.filter(({ verdict }) => verdicts.includes(verdict)).map(({ file }) => file.digest);
  return { hours: digests.map(({ start, end }) => ({ from: start, to: end })), lost };
}

function outcome(view: TrailView, logs: LogCounts, place: Omit<FindingPlace, 'key'>): TrailOutcome {
  const { trail, homeRegion, backfill, chains, gaps, authentic, unproven, altered, missing } = view;
  const digests = { valid: authentic, unproven, altered, missing };
  const { account = '', region = '' } = place;
  const newest = view.usable.at(-1)?.file.digest;
  return {
    summary: { account, region, trail, homeRegion, backfill, chains, gaps, digests, logs },
    newest: newest && { ...place, trail, key: newest.key, end: newest.end },
    authenticEnd: view.usable.findLast(({ verdict }) => verdict === 'authentic')?.file.digest.end,
  };
}

/** The log files there: those of the window, and those that its digests list whenever they were delivered. */
async function listLogs(
  scope: Scope,
  listings: Listings,
  { store, window }: TrailContext,
): Promise<TrailObject[]> {
  const objects: TrailObject[] = [];
  for (const folder of [...scope.folders].sort()) {
    for await (const { key } of store.list(`${scope.base}${folder}/${scope.region}/`)) {
      const object = parseTrailObject(key);
      const time = object && logTime(object);
      if (object && (listings.byKey.has(key) || time === undefined || includesLog(window, time))) {
        objects.push(object);
      }
    }
  }
  return objects;
}

function withoutDigests(
  scope: Scope,
  logs: readonly TrailObject[],
  place: Omit<FindingPlace, 'key'>,
): TrailFinding {
  const key = logs[0]?.key ?? `${scope.base}${DIGEST_FOLDER}/${scope.region}/`;
  const text = { expected: 'digests of this account and region', found: 'none' };
  return finding('no-digests', { ...place, key }, logs.length === 0 ? text : { ...text, count: logs.length });
}
