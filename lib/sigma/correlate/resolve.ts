import type { Problem } from '../problem';
import type { RuleHeader } from '../rule';
import type { Correlation, Member, ResolvedCorrelation } from './correlation';
import { onlyGrows } from './count-condition';
import { createLookup, type Lookup, type Target } from './lookup';
import { resolveFields } from './resolve-fields';

export interface ResolvedCorrelations {
  /** Each after those it refers to. One with an error, or over one with an error, is left out. */
  readonly correlations: readonly ResolvedCorrelation[];
  /** Ids of rules that raise no findings of their own: referred to by correlations without `generate: true`. */
  readonly silent: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/**
 * Looks up what correlations refer to, across files: rules and correlations by id or name. Every problem is reported
 * at its line: unknown and ambiguous references, circles, aliases without a field, ids used twice.
 */
export function resolveCorrelations(
  correlations: readonly Correlation[],
  rules: readonly RuleHeader[],
): ResolvedCorrelations {
  const work: Work = {
    lookup: createLookup(rules, correlations),
    done: new Map(),
    under: new Set(),
    problems: [],
  };
  for (const correlation of correlations) {
    resolveOne(correlation, work);
  }
  reportSharedIds(correlations, rules, work.problems);
  const resolved = [...work.done.values()].filter((one) => one !== undefined);
  const silent = silentOf(resolved);
  return {
    correlations: withCarries(resolved).map((one) => ({ ...one, raises: !silent.has(one.id) })),
    silent,
    problems: work.problems,
  };
}

interface Work {
  readonly lookup: Lookup;
  /** Undefined for one that has errors; in the order of completion, so that members come first. */
  readonly done: Map<Correlation, ResolvedCorrelation | undefined>;
  /** Correlations being resolved: meeting one again is a circle. */
  readonly under: Set<Correlation>;
  readonly problems: Problem[];
}

function resolveOne(correlation: Correlation, work: Work): ResolvedCorrelation | undefined {
  if (work.done.has(correlation)) {
    return work.done.get(correlation);
  }
  work.under.add(correlation);
  const targets = correlation.rules.map(({ text, line }) => {
    const target = work.lookup(text);
    const problem = target.ok ? problemOf(target.value, work) : target.problem;
    if (problem !== undefined) {
      report(work.problems, correlation, line, problem);
    }
    return target.ok && problem === undefined ? target.value : undefined;
  });
  work.under.delete(correlation);
  const found = targets.filter((target) => target !== undefined);
  const members = found.length === targets.length ? membersOf(correlation, found, work.problems) : undefined;
  const resolved = members && { ...correlation, members, carries: [], raises: true };
  work.done.set(correlation, resolved);
  return resolved;
}

/** Why a correlation cannot be correlated further; nothing stands against a rule. */
function problemOf({ kind, of }: Target, work: Work): string | undefined {
  if (kind === 'rule') {
    return undefined;
  }
  if (work.under.has(of)) {
    return `${of.title} refers back to this correlation: a circle`;
  }
  if (!onlyGrows(of.condition)) {
    return `${of.title} has a bound other than gt and gte, so it is judged when its window closes: too late to correlate`;
  }
  return resolveOne(of, work) ? undefined : `${of.title} has errors of its own`;
}

function membersOf(
  correlation: Correlation,
  targets: readonly Target[],
  problems: Problem[],
): readonly Member[] | undefined {
  const twice = targets.find(({ of }, index) => targets.slice(0, index).some((other) => other.of === of));
  if (twice) {
    report(
      problems,
      correlation,
      correlation.line,
      `${twice.of.title} is referred to by its id and its name`,
    );
    return undefined;
  }
  const found = resolveFields(correlation, targets);
  for (const { level, message } of found.problems) {
    report(problems, correlation, correlation.line, message, level);
  }
  return found.members;
}

function silentOf(correlations: readonly ResolvedCorrelation[]): ReadonlySet<string> {
  const members = correlations.filter((one) => !one.generate).flatMap((one) => one.members);
  return new Set(members.map(({ id }) => id));
}

/** From the outermost inwards: what is asked of a correlation beside its group, it must ask of its members. */
function withCarries(correlations: readonly ResolvedCorrelation[]): readonly ResolvedCorrelation[] {
  const wanted = new Map<string, Set<string>>();
  const outermostFirst = correlations.toReversed().map((correlation) => {
    const asked = [...(wanted.get(correlation.id) ?? [])];
    const carries = asked.filter((field) => !correlation.groupBy.includes(field)).toSorted();
    for (const { id, groupBy, fields } of correlation.members) {
      const fieldsOf = wanted.get(id) ?? new Set();
      wanted.set(id, new Set([...fieldsOf, ...groupBy, ...fields, ...carries]));
    }
    return { ...correlation, carries };
  });
  return outermostFirst.reverse();
}

/** Findings are told apart by their rule's id. */
function reportSharedIds(
  correlations: readonly Correlation[],
  rules: readonly RuleHeader[],
  problems: Problem[],
): void {
  const owners = new Map<string, RuleHeader>(rules.map((rule) => [rule.id, rule]));
  for (const correlation of correlations) {
    const owner = owners.get(correlation.id);
    if (owner) {
      const message = `id ${correlation.id} is already that of ${owner.file}:${owner.line}`;
      report(problems, correlation, correlation.line, message);
    }
    owners.set(correlation.id, owner ?? correlation);
  }
}

function report(
  problems: Problem[],
  correlation: Correlation,
  line: number,
  message: string,
  level: Problem['level'] = 'error',
): void {
  problems.push({
    file: correlation.file,
    line,
    level,
    message: `correlation "${correlation.title}": ${message}`,
  });
}
