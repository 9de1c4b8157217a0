import { compare } from '../compare';
import type { ResolvedCorrelation } from '../sigma/correlate/correlation';
import { rulesUnder } from '../sigma/correlate/reach';
import { matchesLogsource } from '../sigma/logsource';
import type { Rule, RuleHeader } from '../sigma/rule';
import type { Source } from '../sources/source';

/** Rules of one source for one ATT&CK technique. */
export interface CoverageRow {
  readonly technique: string;
  readonly source: string;
  /** Rules and correlations. */
  readonly rules: readonly RuleHeader[];
}

/**
 * Techniques that rules and correlations watch for, per source, by technique and source. A correlation watches the
 * logs of its rules; what no source has logs for covers nothing.
 */
export function coverageOf(
  rules: readonly Rule[],
  sources: readonly Source[],
  correlations: readonly ResolvedCorrelation[] = [],
): readonly CoverageRow[] {
  const rows = sources.flatMap((source) => {
    const own = rules.filter(({ logsource }) => matchesLogsource(logsource, source.logsource));
    const ids = new Set(own.map(({ id }) => id));
    const over = correlations.filter((one) => [...rulesUnder(one, correlations)].some((id) => ids.has(id)));
    const tried: readonly RuleHeader[] = [...own, ...over];
    const techniques = new Set(tried.flatMap(techniquesOf));
    return [...techniques].map((technique) => ({
      technique,
      source: source.id,
      rules: tried.filter((rule) => techniquesOf(rule).includes(technique)),
    }));
  });
  return rows.sort((a, b) => compare(a.technique, b.technique) || compare(a.source, b.source));
}

/** ATT&CK techniques and sub-techniques of a rule's tags. */
export function techniquesOf(rule: RuleHeader): readonly string[] {
  return rule.attack.filter(({ kind }) => kind === 'technique').map(({ uid }) => uid);
}
