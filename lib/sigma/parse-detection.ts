import { isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import type { SigmaDetection } from './detection';
import { parseItem } from './detection-item';
import type { Placeholders } from './modifiers/modifier';
import { entries, follow, type Reader, reportError, type YamlNode } from './reader';

/** Lists in lists; deeper ones are a mistake, or an attack on the stack. */
const MOST_NESTED = 16;

/**
 * Reads one named detection: a map (its lines joined by and), a list of texts (keywords), or a list of maps and lists;
 * lists are joined by or. Undefined, with the problems reported, when something is wrong.
 */
export function parseDetection(
  reader: Reader,
  name: string,
  keyNode: unknown,
  node: YamlNode,
  placeholders: Placeholders,
): SigmaDetection | undefined {
  if (isMap(node)) {
    return parseMap(reader, name, node, placeholders);
  }
  if (isSeq(node)) {
    return parseList(reader, name, keyNode, node, placeholders);
  }
  if (isScalar(node) && node.value !== null) {
    return parseItem(reader, '', keyNode, node, placeholders);
  }
  reportError(reader, keyNode, `detection "${name}" is empty`);
  return undefined;
}

function parseMap(
  reader: Reader,
  name: string,
  map: YAMLMap,
  placeholders: Placeholders,
): SigmaDetection | undefined {
  const lines = entries(reader, map);
  if (lines.length === 0) {
    reportError(reader, map, `detection "${name}" is empty`);
  }
  const of = lines.map(({ key, keyNode, value }) => parseItem(reader, key, keyNode, value, placeholders));
  return join('and', of);
}

function parseList(
  reader: Reader,
  name: string,
  keyNode: unknown,
  list: YAMLSeq,
  placeholders: Placeholders,
  depth = 0,
): SigmaDetection | undefined {
  if (depth > MOST_NESTED) {
    reportError(reader, keyNode, `detection "${name}": lists in lists deeper than ${MOST_NESTED}`);
    return undefined;
  }
  const nodes = list.items.map((item) => follow(reader, item));
  if (nodes.length === 0) {
    reportError(reader, keyNode, `detection "${name}" is empty`);
    return undefined;
  }
  if (nodes.every((node) => isScalar(node))) {
    return parseItem(reader, '', keyNode, list, placeholders);
  }
  const of = nodes.map((node) => {
    if (isMap(node)) {
      return parseMap(reader, name, node, placeholders);
    }
    if (isSeq(node)) {
      return parseList(reader, name, node, node, placeholders, depth + 1);
    }
    return parseItem(reader, '', node ?? keyNode, node, placeholders);
  });
  return join('or', of);
}

function join(kind: 'and' | 'or', of: readonly (SigmaDetection | undefined)[]): SigmaDetection | undefined {
  const good = of.filter((part) => part !== undefined);
  const [only] = good;
  if (!only || good.length < of.length) {
    return undefined;
  }
  return good.length === 1 ? only : { kind, of: good };
}
