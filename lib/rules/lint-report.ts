import { loadRules } from '../detections/load';
import type { PolicyFor } from '../pipeline/mask/policy';
import type { ResolvedCorrelation } from '../sigma/correlate/correlation';
import { applyFilters } from '../sigma/filter/apply-filters';
import { matchesLogsource } from '../sigma/logsource';
import type { Placeholders } from '../sigma/modifiers/modifier';
import type { Problem } from '../sigma/problem';
import type { Rule } from '../sigma/rule';
import type { RuleFile } from '../sigma/rule-file';
import type { Source } from '../sources/source';
import { type CostClass, costClassOf } from './cost-class';
import { ingestOnlyItems } from './ingest-only';
import { lintCorrelation } from './lint-correlation';

export interface LintReport {
  readonly rules: readonly Rule[];
  readonly correlations: readonly ResolvedCorrelation[];
  /** By file, then line: errors leave a rule out, warnings are for its author. */
  readonly problems: readonly Problem[];
  readonly costs: ReadonlyMap<string, CostClass>;
}

/**
 * Everything that can be said of rule files without events, under the privacy policy of a configuration; `today`,
 * YYYY-MM-DD, UTC, decides which filters have expired.
 */
export function lintFiles(
  files: readonly RuleFile[],
  sources: readonly Source[],
  policyFor: PolicyFor,
  today: string,
  placeholders: Placeholders = {},
): LintReport {
  const loaded = loadRules(files, sources, placeholders);
  const { rules, correlations, silent, problems } = loaded;
  const remarks = [
    ...rules.flatMap((rule) => lintForOperation(rule, sources, policyFor, silent.has(rule.id))),
    ...correlations.flatMap((correlation) => lintCorrelation(correlation, loaded, sources)),
    ...applyFilters(rules, loaded.filters, today).problems,
  ];
  return {
    rules,
    correlations,
    problems: [...problems, ...remarks].sort(byPlace),
    costs: new Map(rules.map((rule) => [rule.id, costClassOf(rule)])),
  };
}

/**
 * What a rule needs to be run by people: a runbook, tests, logs that arrive in time, conditions that hold in the lake.
 * One that only serves correlations (`silent`) needs no runbook: nobody is told of it alone.
 */
export function lintForOperation(
  rule: Rule,
  sources: readonly Source[],
  policyFor: PolicyFor,
  silent = false,
): readonly Problem[] {
  const matching = sources.filter(({ logsource }) => matchesLogsource(rule.logsource, logsource));
  const warn = (message: string, line = rule.line): Problem => {
    return { file: rule.file, line, level: 'warning', message };
  };
  return [
    ...duties(rule, silent).map((message) => warn(message)),
    ...lateSources(rule, matching).map((message) => warn(message)),
    ...matching.flatMap((source) =>
      ingestOnlyItems(rule, source, policyFor).map(({ line, reason }) =>
        warn(
          `${source.id}: ${reason}: the rule sees events as they come in, and cannot be run over the lake`,
          line,
        ),
      ),
    ),
    ...(costClassOf(rule) === 'every-event'
      ? [warn('no field must have a given value, so the rule is tried on every event of its logs')]
      : []),
  ];
}

function duties({ alert, tests }: Rule, silent: boolean): readonly string[] {
  const missing: string[] = [];
  if (!alert && !silent) {
    missing.push('alert is missing: nobody is told what to do when the rule matches (alert.runbook)');
  }
  if (!tests.some(({ matches }) => matches)) {
    missing.push('no test that matches: tests needs one with matches: true');
  }
  if (!tests.some(({ matches }) => !matches)) {
    missing.push('no test that does not match: tests needs one with matches: false');
  }
  return missing;
}

function lateSources({ alert }: Rule, sources: readonly Source[]): readonly string[] {
  return alert?.speed === 'realtime'
    ? sources
        .filter(({ collection }) => !collection.stream)
        .map(
          ({ id, collection }) =>
            `alert.speed is realtime, but ${id} reaches no stream (${collection.delivery}): it is near-realtime at best`,
        )
    : [];
}

function byPlace(a: Problem, b: Problem): number {
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}
