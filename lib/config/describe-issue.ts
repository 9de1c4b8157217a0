import * as z from 'zod';
import type { $ZodIssue } from 'zod/v4/core';
import { didYouMean } from './did-you-mean';
import { type Finding, type Path, show } from './problem';

/** What an issue is told from: the document's values and how the file spells them. */
export interface IssueContext {
  readonly schema: z.ZodType;
  readonly value: unknown;
  spelling(path: Path): string | undefined;
}

/** A schema issue in words: what is wrong, the value given, what to do. Several when it names several keys. */
export function describeIssue(issue: $ZodIssue, context: IssueContext): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(context.schema, issue.path, context.value);
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `is not a known key${didYouMean(key, known) || `: use ${oneOf(known)}`}`,
    }));
  }
  return [{ path: issue.path, message: inWords(issue, valueAt(context.value, issue.path), context) }];
}

function inWords(issue: $ZodIssue, value: unknown, context: IssueContext): string {
  if (value === undefined) {
    return `is required${about(schemaAt(context.schema, issue.path))}`;
  }
  if (value === null) {
    return 'is empty: fill it in, or take the key out';
  }
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, value, context.spelling(issue.path));
    case 'invalid_value':
      return `must be ${oneOf(issue.values.map(String))}, got ${show(value)}${near(value, issue.values.map(String))}`;
    case 'invalid_key':
      return `${issue.issues[0]?.message ?? 'is no valid key'}, got ${show(issue.path.at(-1))}`;
    case 'invalid_union':
      return describeUnion(issue, value, context);
    case 'too_small':
      return issue.origin === 'array'
        ? 'must list at least one entry, got none'
        : `must be at least ${issue.minimum}, got ${show(value)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}, got ${show(value)}`;
    default:
      return `${issue.message}, got ${show(value)}`;
  }
}

/** Only text is near other text; a block may even have a `toString` of its own. */
function near(value: unknown, options: readonly string[]): string {
  return typeof value === 'string' ? didYouMean(value, options) : '';
}

function oneOf(options: readonly string[]): string {
  return options.length === 1 ? String(options[0]) : `one of ${options.join(', ')}`;
}

function wrongType(expected: string, value: unknown, spelling: string | undefined): string {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    const written = spelling ?? String(value);
    return `must be text, but YAML reads ${written} as the ${typeof value} ${value}: put it in quotes, '${written}'`;
  }
  return `must be ${TYPE_NAMES[expected] ?? expected}, got ${show(value)}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
  record: 'a block of keys',
};

function about(schema: z.ZodType | undefined): string {
  const description = schema?.description;
  return description === undefined ? '' : `: ${description}`;
}

/** A block whose kind is wrong: the kinds there are. */
function describeUnion(issue: $ZodIssue, value: unknown, context: IssueContext): string {
  const union = schemaAt(context.schema, issue.path.slice(0, -1));
  const kinds = union instanceof z.ZodDiscriminatedUnion ? kindsOf(union) : [];
  return kinds.length === 0
    ? `${issue.message}, got ${show(value)}`
    : `must be ${oneOf(kinds)}, got ${show(value)}${near(value, kinds)}`;
}

function kindsOf(union: z.ZodDiscriminatedUnion): readonly string[] {
  return union.options.flatMap((option) =>
    [...(literalOf(option, union.def.discriminator)?.values ?? [])].map(String),
  );
}

function literalOf(option: unknown, key: string): z.ZodLiteral | undefined {
  const field = option instanceof z.ZodObject ? option.shape[key] : undefined;
  return field instanceof z.ZodLiteral ? field : undefined;
}

function keysAt(schema: z.ZodType, path: Path, value: unknown): readonly string[] {
  const at = schemaAt(schema, path);
  const found = at instanceof z.ZodDiscriminatedUnion ? optionFor(at, valueAt(value, path)) : at;
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** The schema of the value at `path`, defaults and optionality peeled off. */
function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let current: z.ZodType | undefined = schema;
  for (const step of path) {
    const holder = peel(current);
    current = child(holder, step);
    if (current === undefined) {
      return undefined;
    }
  }
  return peel(current);
}

function optionFor(union: z.ZodDiscriminatedUnion, value: unknown): unknown {
  const { discriminator } = union.def;
  const kind = valueAt(value, [discriminator]);
  return union.options.find((option) => literalOf(option, discriminator)?.values.has(kind as never));
}

function child(holder: z.ZodType | undefined, step: PropertyKey): z.ZodType | undefined {
  if (holder instanceof z.ZodRecord) {
    return holder.valueType as z.ZodType;
  }
  if (holder instanceof z.ZodObject) {
    return holder.shape[String(step)];
  }
  return holder instanceof z.ZodArray ? (holder.element as z.ZodType) : undefined;
}

function peel(schema: z.ZodType | undefined): z.ZodType | undefined {
  let current = schema;
  while (
    current instanceof z.ZodOptional ||
    current instanceof z.ZodDefault ||
    current instanceof z.ZodPrefault
  ) {
    current = current.unwrap() as z.ZodType;
  }
  return current;
}

/** The value at `path`; own properties only, so that `__proto__` and `constructor` are what the file says. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (holder, step) =>
      typeof holder === 'object' && holder !== null && Object.hasOwn(holder, step)
        ? (holder as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  );
}
