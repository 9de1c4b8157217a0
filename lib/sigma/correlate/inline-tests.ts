import { isMap, isScalar, isSeq } from 'yaml';
import { isObject, type JsonValue, setOwn } from '../../json';
import { child, follow, type Reader, reportError, textOf, type YamlNode } from '../reader';
import type { CorrelationTest } from './correlation';

const GRAMMAR =
  'a test of a correlation needs events (a list of raw records) and matches (true or false) or findings (how many)';
const MAX_EVENTS = 500;

/**
 * Reads `tests:` of a correlation, a list of `{name, matches | findings, event?, events, source?}`. What the records
 * have in common stands once in `event`; each of `events` says what differs: maps are merged, all else replaced.
 */
export function parseCorrelationTests(reader: Reader, node: YamlNode): readonly CorrelationTest[] {
  if (node === undefined) {
    return [];
  }
  if (!isSeq(node)) {
    reportError(reader, node, 'tests must be a list of {name, matches, events}');
    return [];
  }
  return node.items.flatMap((item) => parseTest(reader, follow(reader, item)) ?? []);
}

function parseTest(reader: Reader, node: YamlNode): CorrelationTest | undefined {
  const get = (key: string) => (isMap(node) ? child(reader, node, key) : undefined);
  const findings = findingsOf(get('matches'), get('findings'));
  const events = get('events');
  if (!isMap(node) || findings === undefined || !isSeq(events) || events.items.length === 0) {
    reportError(reader, node, GRAMMAR);
    return undefined;
  }
  if (events.items.length > MAX_EVENTS) {
    reportError(reader, events, `a test has at most ${MAX_EVENTS} events, got ${events.items.length}`);
    return undefined;
  }
  const common = plain(reader, get('event'));
  return {
    name: textOf(reader, get('name'), 'name of a test') ?? `line ${reader.line(node)}`,
    events: events.items.map((item) => merge(common, plain(reader, follow(reader, item)))),
    findings: findings === 'some' ? undefined : findings,
    source: textOf(reader, get('source'), 'source of a test'),
    line: reader.line(node),
  };
}

/** `some`: one or more. Undefined when neither is given as it must be, or both are. */
function findingsOf(matches: YamlNode, findings: YamlNode): number | 'some' | undefined {
  if (matches !== undefined) {
    const boolean = isScalar(matches) && typeof matches.value === 'boolean' && findings === undefined;
    return boolean ? (matches.value ? 'some' : 0) : undefined;
  }
  const count = isScalar(findings) ? findings.value : undefined;
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : undefined;
}

function plain(reader: Reader, node: YamlNode): JsonValue {
  return node?.toJS(reader.document, { maxAliasCount: 100 }) as JsonValue;
}

function merge(common: JsonValue, own: JsonValue): JsonValue {
  if (!isObject(common) || !isObject(own)) {
    return own === undefined ? common : own;
  }
  const merged = { ...common };
  for (const [key, value] of Object.entries(own)) {
    setOwn(merged, key, merge(Object.hasOwn(common, key) ? common[key] : undefined, value));
  }
  return merged;
}
