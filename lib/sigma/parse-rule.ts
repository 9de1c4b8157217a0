import { isMap, isSeq, type YAMLMap } from 'yaml';
import type { Condition } from './condition/condition';
import { parseCondition } from './condition/parse';
import { resolveCondition } from './condition/resolve';
import type { Expression, SigmaDetection } from './detection';
import { countErrors, parseHeader } from './header';
import { parseTests } from './inline-tests';
import { parseLogsource } from './logsource';
import type { Placeholders } from './modifiers/modifier';
import { parseDetection } from './parse-detection';
import { child, entries, follow, type Reader, reportError, textOf } from './reader';
import type { Rule } from './rule';

/** Reads one rule from its document. Undefined when an error was reported; every error is, not only the first. */
export function parseRule(reader: Reader, map: YAMLMap, placeholders: Placeholders): Rule | undefined {
  const errorsBefore = countErrors(reader);
  const get = (key: string) => child(reader, map, key);
  const logsource = parseLogsource(reader, get('logsource') ?? undefined);
  const logic = parseDetections(reader, map, placeholders);
  const header = parseHeader(reader, map);
  const tests = parseTests(reader, get('tests'));
  return countErrors(reader) === errorsBefore && logsource && logic
    ? { ...header, logsource, ...logic, tests }
    : undefined;
}

function parseDetections(reader: Reader, map: YAMLMap, placeholders: Placeholders): Logic | undefined {
  const block = child(reader, map, 'detection');
  if (!isMap(block)) {
    reportError(reader, block ?? map, 'detection is missing: it holds what to look for, and the condition');
    return undefined;
  }
  return parseLogic(reader, block, placeholders);
}

/** The detections of a block and the conditions over them. */
export type Logic = Pick<Rule, 'detections' | 'conditions' | 'expression'>;

/** Reads the detections and conditions of a block; `aside` names what else it holds. */
export function parseLogic(
  reader: Reader,
  block: YAMLMap,
  placeholders: Placeholders,
  aside: readonly string[] = [],
): Logic | undefined {
  const detections = new Map<string, SigmaDetection>();
  const errorsBefore = countErrors(reader);
  for (const { key, keyNode, value } of entries(reader, block)) {
    if (key === 'timeframe') {
      reportError(reader, keyNode, 'timeframe left Sigma with version 2: write a correlation rule instead');
    } else if (key !== 'condition' && !aside.includes(key)) {
      const detection = parseDetection(reader, key, keyNode, value, placeholders);
      if (detection) {
        detections.set(key, detection);
      }
    }
  }
  const whole = countErrors(reader) === errorsBefore;
  const conditions = parseConditions(reader, block, whole ? detections : undefined);
  return conditions && { detections, ...conditions };
}

/** Parses the conditions; without detections (some were wrong) only their grammar is checked. */
function parseConditions(
  reader: Reader,
  block: YAMLMap,
  detections: ReadonlyMap<string, SigmaDetection> | undefined,
): Pick<Logic, 'conditions' | 'expression'> | undefined {
  const node = child(reader, block, 'condition');
  const nodes = isSeq(node) ? node.items.map((item) => follow(reader, item)) : [node];
  const conditions: Condition[] = [];
  const expressions: Expression[] = [];
  for (const item of nodes) {
    const text = textOf(reader, item, 'condition');
    if (text === undefined) {
      reportError(reader, item ?? block, 'condition is missing: it says which detections must match');
      continue;
    }
    const condition = parseCondition(text);
    const expression = condition.ok && detections ? resolveCondition(condition.value, detections) : condition;
    if (!expression.ok) {
      reportError(reader, item, `condition "${text}": ${expression.problem}`);
    } else if (condition.ok && detections) {
      conditions.push(condition.value);
      expressions.push(expression.value as Expression);
    }
  }
  const [only] = expressions;
  return (
    only && { conditions, expression: expressions.length === 1 ? only : { kind: 'or', of: expressions } }
  );
}
