import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { Reference } from '../correlate/correlation';
import { parseReferences } from '../correlate/parse-correlation';
import type { Expression } from '../detection';
import { countErrors, parseDate, parseHeader } from '../header';
import { parseLogsource } from '../logsource';
import type { Placeholders } from '../modifiers/modifier';
import { parseLogic } from '../parse-rule';
import { child, type Reader, reportError, reportWarning, textOf } from '../reader';
import type { SigmaFilter } from './filter';

/**
 * Reads a filter document. Undefined when an error was reported; every error is, not only the first.
 * Source: Sigma filters specification 2.0; `reason`, `owner` and `expiry` are the platform's own attributes.
 */
export function parseFilter(
  reader: Reader,
  map: YAMLMap,
  placeholders: Placeholders,
): SigmaFilter | undefined {
  const errorsBefore = countErrors(reader);
  const block = child(reader, map, 'filter');
  if (!isMap(block)) {
    reportError(reader, block ?? map, 'filter must be a map of rules, selection and condition');
    return undefined;
  }
  const { id, name, title, description, version, file, line } = parseHeader(reader, map, false);
  const logsource = parseLogsource(reader, child(reader, map, 'logsource'));
  const rules = parseRules(reader, block);
  const logic = parseLogic(reader, block, placeholders, ['rules']);
  const custom = {
    reason: textOf(reader, child(reader, map, 'reason'), 'reason')?.trim(),
    owner: textOf(reader, child(reader, map, 'owner'), 'owner')?.trim(),
    expiry: parseDate(reader, map, 'expiry'),
  };
  if (countErrors(reader) > errorsBefore || !logsource || !logic) {
    return undefined;
  }
  if (!excludes(logic.expression)) {
    reportWarning(
      reader,
      child(reader, block, 'condition'),
      'the rules will match only where this holds; to leave hits out, write "not selection"',
    );
  }
  const { expression } = logic;
  return { id, name, title, description, version, file, line, logsource, rules, expression, ...custom };
}

/** `any`, or an empty list: as pySigma reads them. */
function parseRules(reader: Reader, block: YAMLMap): 'any' | readonly Reference[] {
  const node = child(reader, block, 'rules');
  const any =
    (isScalar(node) && String(node.value).toLowerCase() === 'any') ||
    (isSeq(node) && node.items.length === 0);
  return any ? 'any' : parseReferences(reader, block, 'filter');
}

/** Whether it takes something away from the rules: there is a negation in it. */
function excludes(expression: Expression): boolean {
  switch (expression.kind) {
    case 'not':
      return true;
    case 'item':
      return expression.negated;
    default:
      return expression.of.some(excludes);
  }
}
