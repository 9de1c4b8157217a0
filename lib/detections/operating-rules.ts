import { compare } from '../compare';
import { sha256 } from '../hash';
import type { ResolvedCorrelation } from '../sigma/correlate/correlation';
import { applyFilters } from '../sigma/filter/apply-filters';
import type { Placeholders } from '../sigma/modifiers/modifier';
import type { Problem } from '../sigma/problem';
import type { Rule } from '../sigma/rule';
import type { RuleFile } from '../sigma/rule-file';
import { SOURCES } from '../sources';
import { type LoadedRules, loadRules } from './load';
import { withoutTests } from './without-tests';

/** Rules as they are in operation on a day. */
export interface OperatingRules {
  /** With the filters in use put in. */
  readonly rules: readonly Rule[];
  readonly correlations: readonly ResolvedCorrelation[];
  /** Ids of rules that only serve correlations. */
  readonly silent: ReadonlySet<string>;
  /** Ids of the filters in use, by id of the rule they tune. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
  /** Hash of all that decides what matches: rule files, placeholders, and filters that have expired. */
  readonly version: string;
  /** What is wrong with rules and filters: one with an error is left out, the others watch all the same. */
  readonly problems: readonly Problem[];
}

/**
 * Rule files as they operate.
 *
 * @param today YYYY-MM-DD, UTC: filters that ended before it no longer hold
 * @param loaded what was loaded of these files before, where that is known
 */
export function operatingRules(
  files: readonly RuleFile[],
  placeholders: Placeholders,
  today: string,
  loaded = loadForOperation(files, placeholders),
): OperatingRules {
  const filtered = applyFilters(loaded.rules, loaded.filters, today);
  return {
    rules: filtered.rules,
    correlations: loaded.correlations,
    silent: loaded.silent,
    filters: filtered.applied,
    version: versionOf(files, placeholders, filtered.expired),
    problems: [...loaded.problems, ...filtered.problems],
  };
}

/** Inline tests are left unread, which takes half the time; all is read when something is wrong. */
export function loadForOperation(files: readonly RuleFile[], placeholders: Placeholders): LoadedRules {
  const loaded = loadRules(files.map(withoutTests), SOURCES, placeholders);
  return loaded.problems.some(({ level }) => level === 'error')
    ? loadRules(files, SOURCES, placeholders)
    : loaded;
}

function versionOf(
  files: readonly RuleFile[],
  placeholders: Placeholders,
  expired: readonly string[],
): string {
  const parts = files.map((file) => sha256(file.text));
  if (Object.keys(placeholders).length > 0) {
    parts.push(JSON.stringify(Object.entries(placeholders).sort(([a], [b]) => compare(a, b))));
  }
  return sha256([...parts, ...expired].join('\n')).slice(0, 16);
}
