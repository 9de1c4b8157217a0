import type { OcsfEvent } from '../ocsf/event';
import type { Source } from '../sources/source';
import { compileExpression } from './match/expression';
import { openFields } from './match/fields';
import type { Rule } from './rule';

export type Predicate = (event: OcsfEvent) => boolean;

/**
 * A rule as a predicate over a source's events, before masking. It never throws, and takes time linear in the
 * event. Fields the source does not know never match: `lintRule` reports them.
 */
export function compileRule(rule: Rule, source: Pick<Source, 'fieldPaths'>): Predicate {
  const fields = openFields(source);
  const holds = compileExpression(rule.expression, fields);
  return (event) => {
    fields.turnTo(event);
    return holds();
  };
}
