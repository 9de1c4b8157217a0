import type { Source } from '../sources/source';
import { itemsOf } from './detection';
import { matchesLogsource } from './logsource';
import type { Problem } from './problem';
import type { Rule } from './rule';

/**
 * What a rule's author should know, though the rule loads: no source has its logs; a field that its source can
 * never supply (which never matches, so a filter on it filters nothing).
 */
export function lintRule(rule: Rule, sources: readonly Source[]): readonly Problem[] {
  const matching = sources.filter((source) => matchesLogsource(rule.logsource, source.logsource));
  if (matching.length === 0) {
    const logsource = Object.entries(rule.logsource).map(([key, value]) => `${key}: ${value}`);
    return [
      warning(rule, rule.line, `no source has logs of ${logsource.join(', ')}: the rule is never tried`),
    ];
  }
  return matching.flatMap((source) => unmappedFields(rule, source));
}

function unmappedFields(rule: Rule, source: Source): readonly Problem[] {
  const known = source.fields.slice(0, 8).join(', ');
  return unsuppliedFields(rule, source).map(({ field, line }) =>
    warning(rule, line, `${source.id} has no field "${field}", so it never matches; it has ${known}, …`),
  );
}

/** Fields that a rule looks at, or makes alerts by, and that a source can never supply; each once, where it stands. */
export function unsuppliedFields(
  rule: Rule,
  source: Pick<Source, 'fieldPaths'>,
): readonly { readonly field: string; readonly line: number }[] {
  const used = itemsOf(rule.expression).flatMap(({ field, values, line }) => [
    ...(field === undefined ? [] : [{ field, line }]),
    ...values.flatMap((value) => (value.kind === 'fieldref' ? [{ field: value.field, line }] : [])),
  ]);
  const dedup = (rule.alert?.dedup ?? []).map((field) => ({ field, line: rule.line }));
  const unknown = [...used, ...dedup].filter(({ field }) => source.fieldPaths(field).length === 0);
  return [...new Map(unknown.map((use) => [use.field, use])).values()];
}

function warning(rule: Rule, line: number, message: string): Problem {
  return { file: rule.file, line, level: 'warning', message };
}
