import { collect } from './collect';
import { describeError } from './describe-error';
import { type Converged, convergeFlowLogs } from './flow-logs';
import type { FlowLogsWanted, MemberRegion } from './ports';
import { convergeQueryLogs } from './query-logs';
import type { RegionRecord } from './record';

/** What a region is to log; what is absent is taken away where the platform made it. */
export interface Wanted {
  readonly flowLogs?: FlowLogsWanted;
  /** The ARN of the raw store for resolver queries. */
  readonly queryLogs?: string;
}

/** How many reasons a record names. */
const NAMED = 3;

/** Brings one region of one account to what is wanted. Never throws: what failed is in the record. */
export async function convergeRegion(region: MemberRegion, wanted: Wanted): Promise<RegionRecord> {
  let vpcs: readonly string[];
  try {
    vpcs = (await collect(region.vpcs())).sort();
  } catch (error) {
    return { state: 'failed', vpcs: 0, flowLogs: 0, queryLogs: 0, reason: describeError(error) };
  }
  // One after the other, each whatever became of the other.
  const flowLogs = await attempt('flow logs', () => convergeFlowLogs(region, vpcs, wanted.flowLogs));
  const queryLogs = await attempt('query logs', () => convergeQueryLogs(region, vpcs, wanted.queryLogs));
  const reasons = [...flowLogs.reasons, ...queryLogs.reasons];
  const counts = { vpcs: vpcs.length, flowLogs: flowLogs.done, queryLogs: queryLogs.done };
  return reasons.length === 0
    ? { state: 'enrolled', ...counts }
    : { state: 'failed', ...counts, reason: summary(reasons) };
}

async function attempt(
  what: string,
  work: () => Promise<Converged>,
): Promise<{ readonly done: number; readonly reasons: readonly string[] }> {
  try {
    const { done, refused } = await work();
    return { done, reasons: refused.map(({ vpc, reason }) => `${vpc}: ${reason}`) };
  } catch (error) {
    return { done: 0, reasons: [`${what}: ${describeError(error)}`] };
  }
}

function summary(reasons: readonly string[]): string {
  const more = reasons.length - NAMED;
  return [...reasons.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
