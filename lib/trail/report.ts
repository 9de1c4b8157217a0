import type { Chain, Gap } from './chain';
import type { TrailFinding, TrailSeverity } from './finding';
import type { LogCounts } from './logs';

/** One trail in one account and region. Counts are of objects. */
export interface TrailSummary {
  readonly account: string;
  readonly region: string;
  readonly trail: string;
  readonly homeRegion: string;
  readonly backfill: boolean;
  readonly chains: readonly Chain[];
  readonly gaps: readonly Gap[];
  readonly digests: {
    readonly valid: number;
    readonly unproven: number;
    readonly altered: number;
    readonly missing: number;
  };
  readonly logs: Readonly<LogCounts>;
}

/** A finding with what it weighs and what to do. */
export interface ReportedFinding extends TrailFinding {
  readonly severity: TrailSeverity;
  readonly remedy: string;
}

export interface TrailReport {
  readonly bucket: string;
  /** `tampered` when a finding says so; else `unproven` when one does; else `clean`. */
  readonly verdict: 'clean' | 'unproven' | 'tampered';
  readonly trails: readonly TrailSummary[];
  /** The gravest first; then by object. */
  readonly findings: readonly ReportedFinding[];
}
