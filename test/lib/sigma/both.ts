import type { JsonObject } from '../../../lib/json';
import { compileRule } from '../../../lib/sigma/compile';
import { createDetector } from '../../../lib/sigma/detector';
import { evaluate } from '../../../lib/sigma/evaluate';
import type { Placeholders } from '../../../lib/sigma/modifiers/modifier';
import { eventOf, ruleOf, STUB } from './support';

/** Whether a detection matches an event, by predicate, by detector and by oracle, which must agree. */
export function matches(detection: string, fields: JsonObject, placeholders?: Placeholders): boolean {
  const rule = ruleOf(detection, placeholders);
  const event = eventOf(fields);
  const compiled = compileRule(rule, STUB)(event);
  expect(createDetector([rule], [STUB])(event, STUB).length > 0).toBe(compiled);
  expect(evaluate(rule, event, STUB)).toBe(compiled);
  return compiled;
}

/** `selection:` with one line, as most tests need. */
export const one = (line: string) => `selection:\n    ${line}\ncondition: selection`;
