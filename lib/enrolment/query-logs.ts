import { compare } from '../compare';
import { collect } from './collect';
import { describeError } from './describe-error';
import type { Converged } from './flow-logs';
import type { MemberRegion, QueryLogConfig, Refusal } from './ports';

/**
 * Has the queries of every VPC logged to `destination` by one configuration a region, made when the first VPC needs
 * it, and takes away the platform's own that log elsewhere, or all of them where no destination is wanted.
 * Never touches one that somebody else made. Safe to repeat from any point.
 */
export async function convergeQueryLogs(
  region: MemberRegion,
  vpcs: readonly string[],
  destination: string | undefined,
): Promise<Converged> {
  const own = (await collect(region.queryLogConfigs())).filter((config) => config.own);
  // Two runs at the same time may both have made one: the first by id stays.
  const current = own
    .filter((config) => config.destination === destination)
    .sort((a, b) => compare(a.id, b.id))[0];
  const refused =
    destination === undefined || vpcs.length === 0
      ? []
      : await associateAll(region, vpcs, current ?? (await region.createQueryLogConfig(destination)));
  for (const config of own.filter((candidate) => candidate !== current)) {
    await remove(region, config);
  }
  return { done: destination === undefined ? 0 : vpcs.length - refused.length, refused };
}

async function associateAll(
  region: MemberRegion,
  vpcs: readonly string[],
  config: QueryLogConfig,
): Promise<readonly Refusal[]> {
  const present = await collect(region.queryLogAssociations(config.id));
  const known = new Map(present.map((association) => [association.vpc, association]));
  const refused: Refusal[] = [];
  for (const vpc of vpcs) {
    const reason = known.has(vpc) ? known.get(vpc)?.failure : await tryAssociate(region, config.id, vpc);
    if (reason !== undefined) {
      refused.push({ vpc, reason: `query log: ${reason}` });
    }
  }
  return refused;
}

/** One VPC that cannot be associated is no reason to leave out the others. */
async function tryAssociate(region: MemberRegion, config: string, vpc: string): Promise<string | undefined> {
  try {
    await region.associate(config, vpc);
    return undefined;
  } catch (error) {
    return describeError(error);
  }
}

async function remove(region: MemberRegion, config: QueryLogConfig): Promise<void> {
  for (const { vpc } of await collect(region.queryLogAssociations(config.id))) {
    await region.disassociate(config.id, vpc);
  }
  await region.deleteQueryLogConfig(config.id);
}
