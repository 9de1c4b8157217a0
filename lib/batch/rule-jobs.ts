import { toFinding } from '../alerts/finding';
import type { EngineRow } from '../analytics/profile';
import { endOf, type Window } from '../analytics/window';
import { TABLE_NAME } from '../lake/table/duckdb-view';
import type { OcsfEvent } from '../ocsf/event';
import { matchesLogsource } from '../sigma/logsource';
import type { Problem } from '../sigma/problem';
import type { Rule } from '../sigma/rule';
import { speedOfRule } from '../sigma/speed';
import { compileSql, type SqlQuery } from '../sigma/sql/compile';
import type { Dialect } from '../sigma/sql/dialect';
import type { LakeView } from '../sigma/sql/lake-view';
import type { Criticality, Source } from '../sources/source';
import type { Job } from './job';

export interface RuleJobsContext {
  readonly rules: readonly Rule[];
  /** Ids of rules that only serve correlations. */
  readonly silent: ReadonlySet<string>;
  readonly sources: readonly Source[];
  /** How critical a source is, as configured. */
  readonly criticalityOf: (source: Source) => Criticality;
  /** What masking made of a source's events. */
  readonly viewOf: (source: Source) => LakeView;
  readonly dialect: Dialect;
  readonly bundleVersion: string;
}

export interface RuleJobs {
  readonly jobs: readonly Job[];
  /** Rules that the lake's SQL cannot say: they look at events while these come in, and only then. */
  readonly unsayable: readonly Problem[];
}

/** Hours that are asked again after the runs failed. */
const BACK = 24;
/** Rules in a query: Trino compiles conditions to code, of which a method can hold only so much. */
const RULES_TOGETHER = 10;
/** Findings given on at once. */
const CHUNK = 500;

/**
 * The rules of speed `batch`, as hourly questions of the lake: of each source's rules ten together, since what a query
 * costs is the event it reads, not the conditions it tries. A hit is the masked event, from which `toFinding` makes the
 * very finding that detection makes while events come in: it is one finding, and told once. Informational rules, which
 * never make an alert, and those that only serve correlations are left out.
 */
export function ruleJobs(context: RuleJobsContext): RuleJobs {
  const unsayable: Problem[] = [];
  const jobs = context.sources.flatMap((source) => {
    const groups: Group[] = [];
    for (const rule of batchRules(source, context)) {
      const query = compile(rule, source, undefined, context);
      if (query.ok) {
        join(groups, rule, query.value);
      } else {
        unsayable.push(...query.problem);
      }
    }
    return groups.map(({ rules }, index) => jobOf(source, rules, index, context));
  });
  return { jobs, unsayable };
}

/** Rules of one query, and the lists that it works out for them. */
interface Group {
  readonly rules: Rule[];
  readonly lists: Map<string, string>;
}

/** Puts a rule into the first group with room, whose lists of the same names are the same lists. */
function join(groups: Group[], rule: Rule, { lists }: SqlQuery): void {
  const fitting = groups.find(
    (group) =>
      group.rules.length < RULES_TOGETHER &&
      lists.every(({ name, expression }) => (group.lists.get(name) ?? expression) === expression),
  );
  const group = fitting ?? { rules: [], lists: new Map<string, string>() };
  group.rules.push(rule);
  for (const { name, expression } of lists) {
    group.lists.set(name, expression);
  }
  if (!fitting) {
    groups.push(group);
  }
}

/** The rules for a source that hours suffice for. */
export function batchRules(
  source: Source,
  { rules, silent, criticalityOf }: Pick<RuleJobsContext, 'rules' | 'silent' | 'criticalityOf'>,
): readonly Rule[] {
  return rules.filter(
    (rule) =>
      matchesLogsource(rule.logsource, source.logsource) &&
      rule.level !== 'informational' &&
      !silent.has(rule.id) &&
      speedOfRule(rule, criticalityOf(source)) === 'batch',
  );
}

function jobOf(source: Source, rules: readonly Rule[], index: number, context: RuleJobsContext): Job {
  return {
    id: `rules-${source.id}-${index}`,
    size: 'hour',
    back: BACK,
    sql: (window) => together(rules, source, window, context),
    take: (rows) => findingsOf(rows, rules, source, context),
  };
}

function compile(rule: Rule, source: Source, window: Window | undefined, context: RuleJobsContext) {
  const range = window && { from: window.start, to: endOf(window) - 1 };
  return compileSql(rule, source, context.dialect, { view: context.viewOf(source), range });
}

/** One query for several rules: the event of every hit, and of each rule whether it is the one that hit. */
function together(rules: readonly Rule[], source: Source, window: Window, context: RuleJobsContext): string {
  const queries = rules.flatMap((rule) => {
    const query = compile(rule, source, window, context);
    return query.ok ? [query.value] : [];
  });
  const lists = new Map(
    queries.flatMap((query) => query.lists.map(({ name, expression }) => [name, expression])),
  );
  const worked = [...lists].map(
    ([name, expression]) => `,\n    ${expression} AS ${context.dialect.quoteName(name)}`,
  );
  const names = queries.map((_, at) => `r${at}`);
  return `WITH candidates AS (
  SELECT *${worked.join('')}
  FROM ${TABLE_NAME}
  WHERE ${queries[0]?.scope.join('\n    AND ') ?? 'false'}
), tried AS (
  SELECT event, time_us,
    ${queries.map(({ condition }, at) => `CASE WHEN ${condition} THEN 1 ELSE 0 END AS ${names[at]}`).join(',\n    ')}
  FROM candidates
)
SELECT event, time_us, ${names.join(', ')}
FROM tried
WHERE ${names.join(' + ')} > 0`;
}

async function* findingsOf(
  rows: AsyncIterable<EngineRow>,
  rules: readonly Rule[],
  source: Source,
  { bundleVersion, criticalityOf }: RuleJobsContext,
): AsyncIterable<readonly OcsfEvent[]> {
  const from = { ...source, criticality: criticalityOf(source) };
  let found: OcsfEvent[] = [];
  for await (const [text, time, ...hits] of rows) {
    const event = JSON.parse(text ?? 'null') as OcsfEvent | null;
    for (const [at, rule] of event ? rules.entries() : []) {
      if (event && Number(hits[at]) === 1) {
        found.push(toFinding({ rule }, event, { timeMicros: Number(time), bundleVersion, source: from }));
      }
    }
    if (found.length >= CHUNK) {
      yield found;
      found = [];
    }
  }
  if (found.length > 0) {
    yield found;
  }
}
