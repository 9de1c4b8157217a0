import { itemsOf } from '../sigma/detection';
import { unsuppliedFields } from '../sigma/lint';
import { matchesLogsource } from '../sigma/logsource';
import type { Rule } from '../sigma/rule';
import type { Source } from '../sources/source';

/** A rule that asks a source for what it can never give. */
export interface FieldGap {
  readonly rule: string;
  readonly title: string;
  readonly file: string;
  /** Absent when no source has the rule's logs at all. */
  readonly source?: string;
  readonly fields: readonly string[];
}

/** Rules whose fields a source can never supply, and rules that no source has logs for, in the order of the rules. */
export function reportFields(rules: readonly Rule[], sources: readonly Source[]): readonly FieldGap[] {
  return rules.flatMap((rule): readonly FieldGap[] => {
    const { id, title, file } = rule;
    const matching = sources.filter(({ logsource }) => matchesLogsource(rule.logsource, logsource));
    if (matching.length === 0) {
      return [{ rule: id, title, file, fields: fieldsOf(rule) }];
    }
    return matching.flatMap((source) => {
      const fields = unsuppliedFields(rule, source).map(({ field }) => field);
      return fields.length === 0 ? [] : [{ rule: id, title, file, source: source.id, fields }];
    });
  });
}

function fieldsOf(rule: Rule): readonly string[] {
  const names = itemsOf(rule.expression).flatMap(({ field }) => field ?? []);
  return [...new Set(names)];
}
