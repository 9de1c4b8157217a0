import { isMap } from 'yaml';
import type { SigmaLogsource } from '../sources/source';
import { entries, type Reader, reportError, textOf, type YamlNode } from './reader';

const ATTRIBUTES = ['category', 'product', 'service'] as const;

/** Reads a rule's `logsource:`; at least one of category, product and service must be there. */
export function parseLogsource(reader: Reader, node: YamlNode): SigmaLogsource | undefined {
  if (!isMap(node)) {
    reportError(
      reader,
      node,
      'logsource is missing: say which logs the rule is for (product, service, category)',
    );
    return undefined;
  }
  const found: Record<string, string> = {};
  for (const { key, value } of entries(reader, node)) {
    const attribute = ATTRIBUTES.find((name) => name === key);
    const text = attribute && textOf(reader, value, `logsource.${key}`);
    if (attribute && text) {
      found[attribute] = text.toLowerCase();
    }
  }
  if (Object.keys(found).length === 0) {
    reportError(reader, node, 'logsource names none of product, service and category');
    return undefined;
  }
  return found;
}

/**
 * Whether a rule is for a source: each attribute the rule gives equals that of one of the source's logsources;
 * one it leaves out matches any (`category: webserver` takes every web server's logs).
 */
export function matchesLogsource(rule: SigmaLogsource, source: readonly SigmaLogsource[]): boolean {
  return source.some((offered) =>
    ATTRIBUTES.every(
      (attribute) => rule[attribute] === undefined || rule[attribute] === offered[attribute]?.toLowerCase(),
    ),
  );
}
