import { fail, ok, type Result } from '../../result';
import type { SigmaValue, StringValue } from '../value';

/** A detection item while its modifiers are applied, from left to right. */
export interface Draft {
  readonly field: string | undefined;
  readonly values: readonly SigmaValue[];
  readonly linking: 'or' | 'and';
  readonly negated: boolean;
}

/** Values of `%name%`, for the modifier `expand`. */
export type Placeholders = Readonly<Record<string, readonly string[]>>;

export interface ModifierContext {
  /** Modifiers applied before this one. */
  readonly applied: readonly string[];
  readonly placeholders: Placeholders;
}

/** Changes the values of an item, their type, or how they are joined; or says why it cannot. */
export type Modifier = (draft: Draft, context: ModifierContext) => Result<Draft>;

/** A modifier that changes each value by itself; the values of an expansion too. */
export function eachValue(
  change: (value: SigmaValue, context: ModifierContext) => Result<SigmaValue>,
): Modifier {
  const apply = (value: SigmaValue, context: ModifierContext): Result<SigmaValue> => {
    if (value.kind !== 'expansion') {
      return change(value, context);
    }
    const of = all(value.of, (inner) => apply(inner, context));
    return of.ok ? ok({ kind: 'expansion', of: of.value }) : of;
  };
  return (draft, context) => {
    const values = all(draft.values, (value) => apply(value, context));
    return values.ok ? ok({ ...draft, values: values.value }) : values;
  };
}

/** A modifier for text only; a number counts as its text. */
export function eachString(
  change: (value: StringValue, context: ModifierContext) => Result<SigmaValue>,
): Modifier {
  return eachValue((value, context) => {
    if (value.kind === 'number') {
      return change({ kind: 'string', parts: [value.text], cased: false, raw: value.text }, context);
    }
    return value.kind === 'string' ? change(value, context) : fail(`needs text, got ${describeValue(value)}`);
  });
}

/** A value as messages name it. */
export function describeValue(value: SigmaValue): string {
  switch (value.kind) {
    case 'string':
      return `"${value.raw ?? value.parts.map((part) => (typeof part === 'string' ? part : part.wild)).join('')}"`;
    case 'number':
      return value.text;
    case 'boolean':
      return String(value.value);
    case 'null':
      return 'null';
    default:
      return `a ${value.kind} value`;
  }
}

function all<From, To>(values: readonly From[], change: (value: From) => Result<To>): Result<readonly To[]> {
  const out: To[] = [];
  for (const value of values) {
    const changed = change(value);
    if (!changed.ok) {
      return changed;
    }
    out.push(changed.value);
  }
  return ok(out);
}
