import { compare } from '../compare';
import { fail, ok, type Result } from '../result';
import { inferBucket } from './bucket';
import { discover } from './discover';
import type { TrailFinding, TrailSeverity } from './finding';
import { FINDING_KINDS } from './finding-kinds';
import { endedChains, withLateness } from './lateness';
import { misplacedFindings, misplacedLogs } from './misplaced';
import type { TrailKeys } from './public-keys';
import { reconcile } from './reconcile';
import type { ReportedFinding, TrailReport } from './report';
import { TRAIL_LIMITS, type TrailLimits, type TrailStore } from './store';
import type { TrailWindow } from './time-span';
import type { ScopeResult, TrailContext } from './verify-scope';
import { verifyScopes } from './verify-scopes';

const SEVERITIES: readonly TrailSeverity[] = ['tampered', 'unproven', 'info'];

export interface TrailOptions {
  readonly keys: TrailKeys;
  /** Name of the bucket the store is; inferred from the digests when absent. */
  readonly bucket?: string;
  readonly window?: TrailWindow;
  readonly accounts?: ReadonlySet<string>;
  readonly regions?: ReadonlySet<string>;
  /** @default TRAIL_LIMITS */
  readonly limits?: TrailLimits;
}

/**
 * Verifies CloudTrail's digest chains and the log files they list, and finds files that none lists, for every account
 * and region in the store. One account and region is held in memory at a time: its keys and hashes, never a log file.
 * Fails when there is nothing to verify.
 */
export async function verifyTrail(store: TrailStore, options: TrailOptions): Promise<Result<TrailReport>> {
  const { keys, accounts, regions, window = {}, limits = TRAIL_LIMITS } = options;
  const discovery = await discover(store, { accounts, regions });
  const bucket = options.bucket ?? (await inferBucket(store, discovery.scopes.values(), { limits, window }));
  if (discovery.scopes.size === 0 || bucket === undefined) {
    return fail(
      discovery.scopes.size === 0
        ? 'no CloudTrail objects (…/AWSLogs/[o-id/]<account>/CloudTrail…/<region>/…) for these accounts, regions and times'
        : 'no digest that names its own place: name the bucket',
    );
  }
  const context: TrailContext = { store, keys, window, limits, bucket };
  const results = await verifyScopes(discovery, context);
  const raw = [
    ...results.flatMap((result) => result.findings),
    ...(await reconcile(results, [...discovery.elsewhere, ...misplacedLogs(discovery)], context)),
    ...misplacedFindings(discovery, bucket),
  ];
  const findings = [...withLateness(raw, results, window), ...endedChains(results, window)];
  return ok(report(bucket, results, findings));
}

/** Gravest first, then by object: the same report whatever order the store lists in. */
function report(
  bucket: string,
  results: readonly ScopeResult[],
  findings: readonly TrailFinding[],
): TrailReport {
  const reported: ReportedFinding[] = findings.map((each) => ({ ...each, ...FINDING_KINDS[each.kind] }));
  reported.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.key, b.key) ||
      compare(a.kind, b.kind),
  );
  const gravest = reported[0]?.severity ?? 'info';
  return {
    bucket,
    verdict: gravest === 'info' ? 'clean' : gravest,
    trails: results.flatMap(({ trails }) => trails.map(({ summary }) => summary)),
    findings: reported,
  };
}
