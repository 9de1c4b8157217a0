import { isMap, isScalar, isSeq, type Scalar } from 'yaml';
import type { DetectionItem } from './detection';
import { FOR_KEYWORDS, MODIFIERS } from './modifiers';
import { surround } from './modifiers/affix';
import type { Draft, Placeholders } from './modifiers/modifier';
import { follow, type Reader, reportError, reportWarning, scalarText, type YamlNode } from './reader';
import { parseSigmaString } from './sigma-string';
import type { SigmaValue } from './value';

/**
 * Reads `field|modifier|modifier: value(s)`. An empty field (`'|all':`, or a plain list of texts) means keywords.
 * Undefined, with the problems reported, when something is wrong.
 */
export function parseItem(
  reader: Reader,
  key: string,
  keyNode: unknown,
  node: YamlNode,
  placeholders: Placeholders,
): DetectionItem | undefined {
  const [field = '', ...modifiers] = key.split('|');
  const values = parseValues(reader, keyNode, node, key);
  if (!checkNames(reader, keyNode, field, modifiers) || !values) {
    return undefined;
  }
  if (field === '' && values.some((value) => value.kind === 'null')) {
    reportError(reader, keyNode, 'a keyword cannot be null: name a field');
    return undefined;
  }
  let draft: Draft = { field: field || undefined, values, linking: 'or', negated: false };
  for (const [index, name] of modifiers.entries()) {
    const changed = MODIFIERS.get(name)?.(draft, { applied: modifiers.slice(0, index), placeholders });
    if (!changed?.ok) {
      reportError(reader, keyNode, `${key}: modifier ${name} ${changed?.problem ?? 'is unknown'}`);
      return undefined;
    }
    draft = changed.value;
  }
  if (draft.linking === 'and' && values.length === 1) {
    reportWarning(reader, keyNode, `${key}: all has no effect on a single value`);
  }
  const tidy = draft.values.map((value) => finish(value, draft.field === undefined));
  return {
    kind: 'item',
    field: draft.field,
    values: tidy,
    linking: draft.linking,
    negated: draft.negated,
    line: reader.line(keyNode),
  };
}

function checkNames(reader: Reader, node: unknown, field: string, modifiers: readonly string[]): boolean {
  const before = reader.problems.length;
  for (const name of modifiers) {
    if (!MODIFIERS.has(name)) {
      reportError(reader, node, `unknown modifier "${name}"; there are ${[...MODIFIERS.keys()].join(', ')}`);
    } else if (field === '' && !FOR_KEYWORDS.has(name)) {
      reportError(reader, node, `modifier "${name}" needs a field before the "|"`);
    }
  }
  return reader.problems.length === before;
}

function parseValues(
  reader: Reader,
  keyNode: unknown,
  node: YamlNode,
  key: string,
): readonly SigmaValue[] | undefined {
  const nodes = isSeq(node) ? node.items.map((item) => follow(reader, item)) : [node];
  if (nodes.length === 0) {
    reportError(reader, keyNode, `${key || 'keywords'}: the list of values is empty`);
    return undefined;
  }
  const values: SigmaValue[] = [];
  for (const item of nodes) {
    if (item !== undefined && !isScalar(item)) {
      reportError(
        reader,
        item,
        `${key}: a value must be text, a number, true, false or null, got a ${isMap(item) ? 'map' : 'list'}`,
      );
      return undefined;
    }
    values.push(scalarValue(item));
  }
  return values;
}

function scalarValue(scalar: Scalar | undefined): SigmaValue {
  const value = scalar?.value ?? null;
  if (scalar === undefined || value === null) {
    return { kind: 'null' };
  }
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return { kind: 'number', value: Number(value), text: scalarText(scalar) };
    case 'boolean':
      return { kind: 'boolean', value };
    default:
      return { ...parseSigmaString(scalarText(scalar)), raw: scalarText(scalar) };
  }
}

/** Drops what only modifiers needed; a keyword is looked for anywhere in a text. */
function finish(value: SigmaValue, keyword: boolean): SigmaValue {
  if (value.kind === 'expansion') {
    return { kind: 'expansion', of: value.of.map((inner) => finish(inner, keyword)) };
  }
  if (keyword && (value.kind === 'number' || value.kind === 'boolean')) {
    const text = value.kind === 'number' ? value.text : String(value.value);
    return surround({ kind: 'string', parts: [text], cased: false }, true, true);
  }
  if (value.kind !== 'string') {
    return value;
  }
  const bare = { kind: value.kind, parts: value.parts, cased: value.cased };
  return keyword ? surround(bare, true, true) : bare;
}
