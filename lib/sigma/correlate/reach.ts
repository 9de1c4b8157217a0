import type { ResolvedCorrelation } from './correlation';

/** How far back a finding of a correlation can look, microseconds: its timespan and those of correlations below. */
export function reachOf(correlation: ResolvedCorrelation, all: readonly ResolvedCorrelation[]): number {
  const below = membersBelow(correlation, all).map((member) => reachOf(member, all));
  return correlation.timespanMicros + Math.max(0, ...below);
}

/** Ids of the rules whose hits a correlation is made of, through the correlations below it. */
export function rulesUnder(
  correlation: ResolvedCorrelation,
  all: readonly ResolvedCorrelation[],
): ReadonlySet<string> {
  const own = correlation.members.filter(({ kind }) => kind === 'rule').map(({ id }) => id);
  return new Set([
    ...own,
    ...membersBelow(correlation, all).flatMap((member) => [...rulesUnder(member, all)]),
  ]);
}

/** A correlation and those below it, each after those it refers to: what it takes to run it alone. */
export function withMembers(
  correlation: ResolvedCorrelation,
  all: readonly ResolvedCorrelation[],
): readonly ResolvedCorrelation[] {
  const below = membersBelow(correlation, all).flatMap((member) => withMembers(member, all));
  return [...new Set([...below, correlation])];
}

/** References make no circles: `resolveCorrelations` refuses them. */
function membersBelow(
  { members }: ResolvedCorrelation,
  all: readonly ResolvedCorrelation[],
): readonly ResolvedCorrelation[] {
  const ids = new Set(members.filter(({ kind }) => kind === 'correlation').map(({ id }) => id));
  return all.filter(({ id }) => ids.has(id));
}
