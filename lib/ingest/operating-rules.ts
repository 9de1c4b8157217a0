import { compare } from '../compare';
import { loadRules } from '../detections/load';
import { withoutTests } from '../detections/without-tests';
import { sha256 } from '../hash';
import type { ResolvedCorrelation } from '../sigma/correlate/correlation';
import { applyFilters } from '../sigma/filter/apply-filters';
import type { Placeholders } from '../sigma/modifiers/modifier';
import { formatProblem } from '../sigma/problem';
import type { Rule } from '../sigma/rule';
import type { RuleFile } from '../sigma/rule-file';
import { SOURCES } from '../sources';

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
  /** Why rules were left out: the others watch all the same. */
  readonly errors: readonly string[];
}

/** @param today YYYY-MM-DD, UTC: filters that ended before it no longer hold */
export function operatingRules(
  files: readonly RuleFile[],
  placeholders: Placeholders,
  today: string,
): OperatingRules {
  const loaded = load(files, placeholders);
  const filtered = applyFilters(loaded.rules, loaded.filters, today);
  const errors = [...loaded.problems, ...filtered.problems].filter(({ level }) => level === 'error');
  return {
    rules: filtered.rules,
    correlations: loaded.correlations,
    silent: loaded.silent,
    filters: filtered.applied,
    version: versionOf(files, placeholders, filtered.expired),
    errors: errors.map(formatProblem),
  };
}

/** Inline tests are left unread, which takes half the time; all is read when something is wrong. */
function load(files: readonly RuleFile[], placeholders: Placeholders): ReturnType<typeof loadRules> {
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
