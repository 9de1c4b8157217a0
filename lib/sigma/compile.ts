import type { JsonObject } from '../json';
import type { Source } from '../sources/source';
import { compileExpression } from './match/expression';
import type { MatchContext, Predicate } from './match/item';
import { leavesOf } from './match/keywords';
import type { Rule } from './rule';

/**
 * A rule as a predicate over a source's events, before masking. It never throws, and takes time linear in the
 * event. Fields the source does not know never match: `lintRule` reports them.
 */
export function compileRule(
  rule: Rule,
  source: Pick<Source, 'fieldPaths'>,
  context = matchContext(source),
): Predicate {
  return compileExpression(rule.expression, context);
}

/** What compiling needs of a source. */
export function matchContext(source: Pick<Source, 'fieldPaths'>): MatchContext {
  return {
    fieldPaths: (field) => source.fieldPaths(field),
    leaves: (event) => leavesOf(event as JsonObject),
  };
}
