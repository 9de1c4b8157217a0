import type { LoadedRules } from '../detections/load';
import type { ResolvedCorrelation } from '../sigma/correlate/correlation';
import { rulesUnder } from '../sigma/correlate/reach';
import { matchesLogsource } from '../sigma/logsource';
import type { Problem } from '../sigma/problem';
import type { Source } from '../sources/source';

/**
 * What a correlation's author should know: nobody told what to do, no tests, fields that the logs of its rules can
 * never supply (such hits belong to no group), a dedup field that is not of the group.
 */
export function lintCorrelation(
  correlation: ResolvedCorrelation,
  loaded: Pick<LoadedRules, 'rules' | 'correlations'>,
  sources: readonly Source[],
): readonly Problem[] {
  const { alert, groupBy, raises, tests, file, line } = correlation;
  const remarks = [...unsupplied(correlation, loaded, sources)];
  if (!alert && raises) {
    remarks.push(
      'alert is missing: nobody is told what to do when the correlation comes about (alert.runbook)',
    );
  }
  if (!tests.some(({ findings }) => findings !== 0)) {
    remarks.push('no test that comes about: tests needs one with matches: true');
  }
  if (!tests.some(({ findings }) => findings === 0)) {
    remarks.push('no test that does not come about: tests needs one with matches: false');
  }
  for (const field of alert?.dedup.filter((name) => !groupBy.includes(name)) ?? []) {
    remarks.push(
      `alert.dedup names ${field}, which is not in group-by: a finding has the group's fields only`,
    );
  }
  return remarks.map((message) => ({ file, line, level: 'warning', message }));
}

/** Fields by which hits of a rule are grouped or counted, and which a source of the rule can never supply. */
function unsupplied(
  correlation: ResolvedCorrelation,
  { rules, correlations }: Pick<LoadedRules, 'rules' | 'correlations'>,
  sources: readonly Source[],
): readonly string[] {
  const asked = new Map(correlation.members.map(({ id, groupBy, fields }) => [id, [...groupBy, ...fields]]));
  const below = rulesUnder(correlation, correlations);
  return rules
    .filter(({ id }) => below.has(id))
    .flatMap((rule) =>
      sources
        .filter(({ logsource }) => matchesLogsource(rule.logsource, logsource))
        .flatMap((source) =>
          (asked.get(rule.id) ?? [])
            .filter((field) => source.fieldPaths(field).length === 0)
            .map(
              (field) => `${source.id} has no field "${field}": hits of "${rule.title}" belong to no group`,
            ),
        ),
    );
}
