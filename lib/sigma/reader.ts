import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { Problem } from './problem';

/** One YAML document being read: where its nodes are, and the problems found so far. */
export interface Reader {
  readonly file: string;
  readonly document: Document;
  readonly problems: Problem[];
  line(node: unknown): number;
}

/** A YAML node with aliases followed; undefined where there is none. */
export type YamlNode = Node | undefined;

export interface Entry {
  readonly key: string;
  readonly keyNode: unknown;
  readonly value: YamlNode;
}

/** Notes an error at a node; the rule will not be loaded, but reading goes on to find the next one. */
export function reportError(reader: Reader, node: unknown, message: string): void {
  reader.problems.push({ file: reader.file, line: reader.line(node), level: 'error', message });
}

export function reportWarning(reader: Reader, node: unknown, message: string): void {
  reader.problems.push({ file: reader.file, line: reader.line(node), level: 'warning', message });
}

/** The node an alias stands for, or the node itself. */
export function follow(reader: Reader, node: unknown): YamlNode {
  return (isAlias(node) ? node.resolve(reader.document) : node) as YamlNode;
}

/** A map's entries in file order; keys are taken as text. */
export function entries(reader: Reader, map: YAMLMap): readonly Entry[] {
  return map.items.map((pair) => ({
    key: isScalar(pair.key) ? scalarText(pair.key) : String(pair.key),
    keyNode: pair.key,
    value: follow(reader, pair.value),
  }));
}

/** The value under a key of a map. */
export function child(reader: Reader, map: YAMLMap, key: string): YamlNode {
  return entries(reader, map).find((entry) => entry.key === key)?.value;
}

/** A scalar as its author wrote it: `012` stays `012`. */
export function scalarText(scalar: Scalar): string {
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
}

/** The text of a scalar; undefined, with an error, for anything else; undefined where there is no node or null. */
export function textOf(reader: Reader, node: YamlNode, what: string): string | undefined {
  if (node === undefined || (isScalar(node) && node.value === null)) {
    return undefined;
  }
  if (isScalar(node)) {
    return scalarText(node);
  }
  reportError(reader, node, `${what} must be text, got a ${isMap(node) ? 'map' : 'list'}`);
  return undefined;
}

/** A list of texts; one text alone counts as a list of one. */
export function textsOf(reader: Reader, node: YamlNode, what: string): readonly string[] {
  const items = isSeq(node) ? node.items : [node];
  return items.flatMap((item) => textOf(reader, follow(reader, item), what) ?? []);
}
