import { matchesLogsource } from '../logsource';
import type { Problem } from '../problem';
import type { Rule } from '../rule';
import type { SigmaFilter } from './filter';

export interface FilteredRules {
  /** All rules, in their order; the filtered ones with the filters' conditions joined by and. */
  readonly rules: readonly Rule[];
  /** Ids of the filters in use for each filtered rule's id, for findings and reports to name. */
  readonly applied: ReadonlyMap<string, readonly string[]>;
  /** Ids of those whose time is over: not in use. */
  readonly expired: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Puts filters into the rules they refer to: a rule then matches where its own condition and the filter's hold
 * (`not selection` leaves hits out), as pySigma does. A filter past its `expiry` is left out with a warning, so that
 * an exception granted for a while ends; `today` is YYYY-MM-DD, UTC. An unknown reference is an error; a rule for
 * other logs than the filter's is left alone, with a warning.
 */
export function applyFilters(
  rules: readonly Rule[],
  filters: readonly SigmaFilter[],
  today: string,
): FilteredRules {
  const problems: Problem[] = [];
  const byRule = new Map<string, SigmaFilter[]>();
  const expired: string[] = [];
  for (const filter of filters) {
    if (filter.expiry !== undefined && filter.expiry < today) {
      expired.push(filter.id);
      const owner = filter.owner === undefined ? '' : `; ask ${filter.owner}`;
      problems.push(
        problem(filter, filter.line, 'warning', `expired on ${filter.expiry}: not in use${owner}`),
      );
      continue;
    }
    for (const rule of filteredRules(filter, rules, problems)) {
      byRule.set(rule.id, [...(byRule.get(rule.id) ?? []), filter]);
    }
  }
  return {
    rules: rules.map((rule) => withFilters(rule, byRule.get(rule.id) ?? [])),
    applied: new Map([...byRule].map(([id, used]) => [id, used.map((filter) => filter.id)])),
    expired,
    problems,
  };
}

function filteredRules(filter: SigmaFilter, rules: readonly Rule[], problems: Problem[]): readonly Rule[] {
  const isFor = (rule: Rule) => matchesLogsource(filter.logsource, [rule.logsource]);
  if (filter.rules === 'any') {
    return rules.filter(isFor);
  }
  return filter.rules.flatMap(({ text, line }) => {
    const named = rules.filter((rule) => rule.id === text.toLowerCase() || rule.name === text);
    if (named.length === 0) {
      problems.push(problem(filter, line, 'error', `there is no rule with id or name ${text}`));
    }
    for (const rule of named.filter((one) => !isFor(one))) {
      const message = `${rule.title} is for other logs than the filter's logsource: not filtered`;
      problems.push(problem(filter, line, 'warning', message));
    }
    return named.filter(isFor);
  });
}

function withFilters(rule: Rule, filters: readonly SigmaFilter[]): Rule {
  return filters.length === 0
    ? rule
    : {
        ...rule,
        expression: { kind: 'and', of: [rule.expression, ...filters.map(({ expression }) => expression)] },
      };
}

function problem(filter: SigmaFilter, line: number, level: Problem['level'], message: string): Problem {
  return { file: filter.file, line, level, message: `filter "${filter.title}": ${message}` };
}
