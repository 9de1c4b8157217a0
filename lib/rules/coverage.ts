import { compare } from '../compare';
import { matchesLogsource } from '../sigma/logsource';
import type { Rule } from '../sigma/rule';
import type { Source } from '../sources/source';

/** Rules of one source for one ATT&CK technique. */
export interface CoverageRow {
  readonly technique: string;
  readonly source: string;
  readonly rules: readonly Rule[];
}

/** Techniques that rules watch for, per source, by technique and source. Rules no source has logs for cover nothing. */
export function coverageOf(rules: readonly Rule[], sources: readonly Source[]): readonly CoverageRow[] {
  const rows = sources.flatMap((source) => {
    const tried = rules.filter(({ logsource }) => matchesLogsource(logsource, source.logsource));
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
export function techniquesOf(rule: Rule): readonly string[] {
  return rule.attack.filter(({ kind }) => kind === 'technique').map(({ uid }) => uid);
}
