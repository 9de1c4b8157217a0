import { isMap, isScalar, isSeq } from 'yaml';
import type { JsonValue } from '../json';
import { child, follow, type Reader, reportError, textOf, type YamlNode } from './reader';
import type { RuleTest } from './rule';

/** Reads `tests:`, a list of `{name, matches, event, source?}`. */
export function parseTests(reader: Reader, node: YamlNode): readonly RuleTest[] {
  if (node === undefined) {
    return [];
  }
  if (!isSeq(node)) {
    reportError(reader, node, 'tests must be a list of {name, matches, event}');
    return [];
  }
  return node.items.flatMap((item) => parseTest(reader, follow(reader, item)) ?? []);
}

function parseTest(reader: Reader, node: YamlNode): RuleTest | undefined {
  const matches = isMap(node) ? child(reader, node, 'matches') : undefined;
  const event = isMap(node) ? child(reader, node, 'event') : undefined;
  if (!isMap(node) || !isScalar(matches) || typeof matches.value !== 'boolean' || event === undefined) {
    reportError(reader, node, 'a test needs matches (true or false) and event (a raw record)');
    return undefined;
  }
  return {
    name: textOf(reader, child(reader, node, 'name'), 'name of a test') ?? `line ${reader.line(node)}`,
    matches: matches.value,
    event: event.toJS(reader.document, { maxAliasCount: 100 }) as JsonValue,
    source: textOf(reader, child(reader, node, 'source'), 'source of a test'),
    line: reader.line(node),
  };
}
