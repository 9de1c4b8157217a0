import type { Correlation, ResolvedCorrelation } from '../sigma/correlate/correlation';
import { resolveCorrelations } from '../sigma/correlate/resolve';
import type { SigmaFilter } from '../sigma/filter/filter';
import { lintRule } from '../sigma/lint';
import type { Placeholders } from '../sigma/modifiers/modifier';
import type { Problem } from '../sigma/problem';
import type { Rule } from '../sigma/rule';
import { parseRuleFile, type RuleFile } from '../sigma/rule-file';
import type { Source } from '../sources/source';

export interface LoadedRules {
  readonly rules: readonly Rule[];
  /** Correlations whose references were found, each after those it refers to. */
  readonly correlations: readonly ResolvedCorrelation[];
  /** Ids of rules that only serve correlations, and raise nothing themselves. */
  readonly silent: ReadonlySet<string>;
  /** Not applied yet: that depends on the day (`applyFilters`). */
  readonly filters: readonly SigmaFilter[];
  /** Errors (the rule is left out) and warnings, of all files, in their order. */
  readonly problems: readonly Problem[];
}

/**
 * Reads rule files (their texts: the core reads no files) and checks them against the sources they will meet. Two
 * rules with one id would make findings that cannot be told apart: the second is left out, with an error.
 */
export function loadRules(
  files: readonly RuleFile[],
  sources: readonly Source[],
  placeholders: Placeholders = {},
): LoadedRules {
  const problems: Problem[] = [];
  const rules = new Map<string, Rule>();
  const correlations: Correlation[] = [];
  const filters: SigmaFilter[] = [];
  for (const file of files) {
    const read = parseRuleFile(file, placeholders);
    problems.push(...read.problems);
    correlations.push(...read.correlations);
    filters.push(...read.filters);
    for (const rule of read.rules) {
      const first = rules.get(rule.id);
      if (first) {
        problems.push({
          file: rule.file,
          line: rule.line,
          level: 'error',
          message: `id ${rule.id} is already that of ${first.file}`,
        });
      } else {
        rules.set(rule.id, rule);
        problems.push(...lintRule(rule, sources));
      }
    }
  }
  const loaded = [...rules.values()];
  const resolved = resolveCorrelations(correlations, loaded);
  return {
    rules: loaded,
    correlations: resolved.correlations,
    silent: resolved.silent,
    filters,
    problems: [...problems, ...resolved.problems],
  };
}
