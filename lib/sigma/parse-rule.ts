import { isMap, isSeq, type YAMLMap } from 'yaml';
import { sha256 } from '../hash';
import { parseAlert } from './alert-block';
import type { Condition } from './condition/condition';
import { parseCondition } from './condition/parse';
import { resolveCondition } from './condition/resolve';
import type { Expression, SigmaDetection } from './detection';
import { parseTests } from './inline-tests';
import { parseLogsource } from './logsource';
import type { Placeholders } from './modifiers/modifier';
import { parseDetection } from './parse-detection';
import { child, entries, follow, type Reader, reportError, reportWarning, textOf, textsOf } from './reader';
import { LEVELS, type Rule, STATUSES } from './rule';
import { parseAttackTag } from './tags';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DATE = /^(\d{4})[-/](\d\d)[-/](\d\d)$/;
const MAX_TITLE = 256;

/** Reads one rule from its document. Undefined when an error was reported; every error is, not only the first. */
export function parseRule(reader: Reader, map: YAMLMap, placeholders: Placeholders): Rule | undefined {
  const errorsBefore = countErrors(reader);
  const get = (key: string) => child(reader, map, key);
  const title = parseTitle(reader, map);
  const tags = textsOf(reader, get('tags'), 'tags');
  const logsource = parseLogsource(reader, get('logsource') ?? undefined);
  const logic = parseLogic(reader, map, placeholders);
  const rule = {
    id: parseId(reader, map, title),
    title,
    status: oneOf(reader, map, 'status', STATUSES, 'experimental'),
    level: oneOf(reader, map, 'level', LEVELS, 'medium'),
    description: textOf(reader, get('description'), 'description')?.trim() ?? '',
    author: textOf(reader, get('author'), 'author') ?? '',
    version: [parseDate(reader, map, 'date'), parseDate(reader, map, 'modified')]
      .filter(Boolean)
      .toSorted()
      .at(-1),
    references: textsOf(reader, get('references'), 'references'),
    falsePositives: textsOf(reader, get('falsepositives'), 'falsepositives'),
    tags,
    attack: tags.flatMap((tag) => parseAttackTag(tag) ?? []),
    alert: parseAlert(reader, get('alert')),
    tests: parseTests(reader, get('tests')),
    file: reader.file,
    line: reader.line(map),
  };
  return countErrors(reader) === errorsBefore && logsource && logic
    ? { ...rule, logsource, ...logic }
    : undefined;
}

type Logic = Pick<Rule, 'detections' | 'conditions' | 'expression'>;

function parseLogic(reader: Reader, map: YAMLMap, placeholders: Placeholders): Logic | undefined {
  const block = child(reader, map, 'detection');
  if (!isMap(block)) {
    reportError(reader, block ?? map, 'detection is missing: it holds what to look for, and the condition');
    return undefined;
  }
  const detections = new Map<string, SigmaDetection>();
  const errorsBefore = countErrors(reader);
  for (const { key, keyNode, value } of entries(reader, block)) {
    if (key === 'timeframe') {
      reportError(reader, keyNode, 'timeframe left Sigma with version 2: write a correlation rule instead');
    } else if (key !== 'condition') {
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

function parseTitle(reader: Reader, map: YAMLMap): string {
  const title = textOf(reader, child(reader, map, 'title'), 'title')?.trim() ?? '';
  if (title === '' || title.length > MAX_TITLE) {
    reportError(
      reader,
      map,
      title === '' ? 'title is missing' : `title is longer than ${MAX_TITLE} characters`,
    );
  }
  return title;
}

/** The rule's UUID; where it has none, one made of its title, so that its findings keep their identity. */
function parseId(reader: Reader, map: YAMLMap, title: string): string {
  const node = child(reader, map, 'id');
  const id = textOf(reader, node, 'id');
  if (id === undefined) {
    reportWarning(reader, map, 'id is missing: findings are tied to the title until the rule has a UUID');
    const hex = sha256(`kumomori rule ${title}`);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
  if (!UUID.test(id)) {
    reportError(reader, node, `id must be a UUID, got ${id}`);
  }
  return id.toLowerCase();
}

function parseDate(reader: Reader, map: YAMLMap, key: string): string | undefined {
  const node = child(reader, map, key);
  const text = textOf(reader, node, key);
  const [, year, month, day] = DATE.exec(text ?? '') ?? [];
  if (text !== undefined && day === undefined) {
    reportError(reader, node, `${key} must be YYYY-MM-DD, got ${text}`);
  }
  return day && `${year}-${month}-${day}`;
}

function oneOf<Name extends string>(
  reader: Reader,
  map: YAMLMap,
  key: string,
  names: readonly Name[],
  otherwise: Name,
): Name {
  const node = child(reader, map, key);
  const text = textOf(reader, node, key);
  const found = names.find((name) => name === text);
  if (text !== undefined && !found) {
    reportError(reader, node, `${key} must be one of ${names.join(', ')}, got ${text}`);
  }
  return found ?? otherwise;
}

function countErrors(reader: Reader): number {
  return reader.problems.filter((problem) => problem.level === 'error').length;
}
