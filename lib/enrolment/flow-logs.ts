import { collect } from './collect';
import type { FlowLog, FlowLogsWanted, MemberRegion, Refusal } from './ports';

/** VPCs the API takes at once; few enough that its answer stays small. */
const BATCH = 100;

/** How many VPCs are as wanted, and why the others are not. */
export interface Converged {
  readonly done: number;
  readonly refused: readonly Refusal[];
}

/**
 * Gives every VPC one flow log as wanted, and then deletes the platform's own that are not: those of an older format,
 * or all of them where none is wanted. Never deletes one that somebody else made. Safe to repeat from any point.
 */
export async function convergeFlowLogs(
  region: MemberRegion,
  vpcs: readonly string[],
  wanted: FlowLogsWanted | undefined,
): Promise<Converged> {
  const present = await collect(region.flowLogs());
  const fits = (log: FlowLog) =>
    wanted !== undefined && log.destination === wanted.destination && log.format === wanted.format;
  const covered = new Map(present.filter(fits).map((log) => [log.vpc, log]));
  const failing = [...covered.values()].flatMap(({ vpc, failure }) =>
    failure === undefined ? [] : [{ vpc, reason: `flow log: ${failure}` }],
  );
  const missing = wanted === undefined ? [] : vpcs.filter((vpc) => !covered.has(vpc));
  const refused = wanted === undefined ? [] : await create(region, missing, wanted);
  // A VPC that was refused keeps the log of an older format.
  const stuck = new Set(refused.map(({ vpc }) => vpc));
  const old = present.filter((log) => log.own && !fits(log) && !stuck.has(log.vpc)).map(({ id }) => id);
  if (old.length > 0) {
    await region.deleteFlowLogs(old);
  }
  const wrong = [...failing, ...refused];
  return { done: wanted === undefined ? 0 : vpcs.length - wrong.length, refused: wrong };
}

async function create(
  region: MemberRegion,
  vpcs: readonly string[],
  wanted: FlowLogsWanted,
): Promise<readonly Refusal[]> {
  const refused: Refusal[] = [];
  for (let from = 0; from < vpcs.length; from += BATCH) {
    for (const { vpc, reason } of await region.createFlowLogs(vpcs.slice(from, from + BATCH), wanted)) {
      refused.push({ vpc, reason: `flow log: ${reason}` });
    }
  }
  return refused;
}
