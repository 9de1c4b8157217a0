import type { PolicyFor } from '../pipeline/mask/policy';
import type { Rule } from '../sigma/rule';
import { compileSql } from '../sigma/sql/compile';
import { DIALECTS } from '../sigma/sql/dialects';
import type { Refusal } from '../sigma/sql/lake-rule';
import type { Source } from '../sources/source';
import { lakeView, NO_EVENTS_KEY } from './lake-view';

/** A condition that holds while events come in, and that no query over the lake can repeat. */
export type IngestOnly = Refusal;

/**
 * Conditions of a rule that the lake's SQL cannot say for a source under a privacy policy: patterns on tokens,
 * anything on masked identities and addresses, literals that masking itself would change, what an engine lacks. These
 * are the reasons of `compileSql`, so that no rule is promised a query it does not get.
 */
export function ingestOnlyItems(rule: Rule, source: Source, policyFor: PolicyFor): readonly IngestOnly[] {
  const view = lakeView(source, policyFor, NO_EVENTS_KEY);
  const engines = new Map<string, { readonly refusal: Refusal; readonly names: string[] }>();
  for (const dialect of DIALECTS) {
    const query = compileSql(rule, source, dialect, { view });
    for (const { line, reason } of query.ok ? [] : query.problem) {
      const key = `${line} ${reason}`;
      const known = engines.get(key) ?? { refusal: { line, reason }, names: [] };
      known.names.push(dialect.name);
      engines.set(key, known);
    }
  }
  return [...engines.values()].map(({ refusal, names }) =>
    names.length === DIALECTS.length
      ? refusal
      : { line: refusal.line, reason: `${refusal.reason} (${names.join(', ')})` },
  );
}
