import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { countErrors, parseHeader } from '../header';
import { child, entries, follow, type Reader, reportError, textOf, textsOf } from '../reader';
import { CORRELATION_TYPES, type Correlation, type CorrelationType, type Reference } from './correlation';
import { parseCountCondition } from './count-condition';
import { parseCorrelationTests } from './inline-tests';
import { parseTimespan } from './timespan';

const ATTRIBUTES: readonly string[] = [
  'type',
  'rules',
  'group-by',
  'timespan',
  'aliases',
  'condition',
  'generate',
];

/**
 * Reads a correlation document. Undefined when an error was reported; every error is, not only the first.
 * Source: Sigma correlation rules specification 2.0.
 */
export function parseCorrelation(reader: Reader, map: YAMLMap): Correlation | undefined {
  const errorsBefore = countErrors(reader);
  const block = child(reader, map, 'correlation');
  if (!isMap(block)) {
    reportError(reader, block ?? map, `correlation must be a map of ${ATTRIBUTES.join(', ')}`);
    return undefined;
  }
  const header = parseHeader(reader, map);
  const type = parseType(reader, block);
  const rules = parseReferences(reader, block, 'correlation');
  const groupBy = textsOf(reader, child(reader, block, 'group-by'), 'group-by');
  const timespanMicros = parseTimespan(reader, block);
  const aliases = parseAliases(reader, block);
  const generate = parseGenerate(reader, map, block);
  const count = parseCount(reader, block, type, rules.length);
  const tests = parseCorrelationTests(reader, child(reader, map, 'tests'));
  checkNames(reader, block);
  checkDetection(reader, map);
  return countErrors(reader) === errorsBefore && type
    ? {
        ...header,
        type,
        rules,
        groupBy: [...new Set(groupBy)],
        timespanMicros,
        aliases,
        generate,
        ...count,
        tests,
      }
    : undefined;
}

function parseType(reader: Reader, block: YAMLMap): CorrelationType | undefined {
  const node = child(reader, block, 'type');
  const text = textOf(reader, node, 'correlation.type');
  const type = CORRELATION_TYPES.find((name) => name === text);
  if (!type) {
    const got = text === undefined ? 'nothing' : text;
    reportError(
      reader,
      node ?? block,
      `correlation.type must be one of ${CORRELATION_TYPES.join(', ')}, got ${got}`,
    );
  }
  return type;
}

/** The `rules:` of a correlation or filter: ids or names, each once. */
export function parseReferences(reader: Reader, block: YAMLMap, owner: string): readonly Reference[] {
  const node = child(reader, block, 'rules');
  const items = isSeq(node) ? node.items.map((item) => follow(reader, item)) : [node];
  const references = items.flatMap((item) => {
    const text = textOf(reader, item, `${owner}.rules`)?.trim();
    return text ? [{ text, line: reader.line(item) }] : [];
  });
  if (references.length === 0) {
    reportError(reader, node ?? block, `${owner}.rules is missing: ids or names of rules`);
  }
  const twice = references.find(({ text }, index) =>
    references.slice(0, index).some((earlier) => earlier.text === text),
  );
  if (twice) {
    reportError(reader, node, `${owner}.rules names ${twice.text} twice`);
  }
  return references;
}

function parseAliases(reader: Reader, block: YAMLMap): Correlation['aliases'] {
  const node = child(reader, block, 'aliases');
  const aliases = new Map<string, ReadonlyMap<string, string>>();
  if (node !== undefined && !isMap(node)) {
    reportError(reader, node, 'aliases must be a map of alias to {rule: field}');
  }
  for (const { key, keyNode, value } of isMap(node) ? entries(reader, node) : []) {
    if (!isMap(value)) {
      reportError(reader, value ?? keyNode, `aliases.${key} must be a map of rule to field`);
      continue;
    }
    const fields = entries(reader, value).map(
      (entry) =>
        [entry.key, textOf(reader, entry.value, `aliases.${key}.${entry.key}`)?.trim() ?? ''] as const,
    );
    if (fields.length === 0 || fields.some(([, field]) => field === '')) {
      reportError(reader, keyNode, `aliases.${key} must name a field for each rule`);
    }
    aliases.set(key, new Map(fields));
  }
  return aliases;
}

/** `generate:` stands beside `correlation:` in the specification's text and within it in older files. */
function parseGenerate(reader: Reader, map: YAMLMap, block: YAMLMap): boolean {
  const node = child(reader, block, 'generate') ?? child(reader, map, 'generate');
  if (node !== undefined && !(isScalar(node) && typeof node.value === 'boolean')) {
    reportError(reader, node, 'generate must be true or false');
  }
  return isScalar(node) && node.value === true;
}

function parseCount(
  reader: Reader,
  block: YAMLMap,
  type: CorrelationType | undefined,
  rules: number,
): Pick<Correlation, 'condition' | 'fields'> {
  const node = child(reader, block, 'condition');
  const field = isMap(node) ? child(reader, node, 'field') : undefined;
  const fields = textsOf(reader, field, 'condition.field');
  const counts = type === 'event_count' || type === 'value_count';
  if (node === undefined && counts) {
    reportError(reader, block, `condition is missing: ${type} needs one, such as gte: 10`);
  }
  if (type === 'value_count' && node !== undefined && fields.length === 0) {
    reportError(reader, node, 'condition.field is missing: the field whose values are counted');
  }
  if (type !== undefined && type !== 'value_count' && field !== undefined) {
    reportError(reader, field, `condition.field is for value_count only, not ${type}`);
  }
  return { condition: parseCountCondition(reader, node) ?? { gte: rules }, fields };
}

function checkNames(reader: Reader, block: YAMLMap): void {
  for (const { key, keyNode } of entries(reader, block)) {
    if (!ATTRIBUTES.includes(key)) {
      reportError(reader, keyNode, `correlation.${key} is unknown; there are ${ATTRIBUTES.join(', ')}`);
    }
  }
}

function checkDetection(reader: Reader, map: YAMLMap): void {
  const detection = child(reader, map, 'detection');
  if (detection !== undefined) {
    reportError(
      reader,
      detection,
      'a correlation has no detection: put it in a rule of its own and refer to it',
    );
  }
}
