import type { Block } from './ip';
import type { RegexNode } from './regex/syntax';

/** `*` stands for any text, also none; `?` for exactly one character. */
export interface Wildcard {
  readonly wild: '*' | '?';
}

/** Text and wildcards in turn; the escapes of the rule file are resolved. */
export type Part = string | Wildcard;

export interface StringValue {
  readonly kind: 'string';
  readonly parts: readonly Part[];
  /** Compared by case (`cased`); Sigma's default is not to. */
  readonly cased: boolean;
  /** As written in the rule file, escapes and all; only while modifiers are applied. */
  readonly raw?: string;
  /** Set by utf16*, wide: each character stands for one byte. */
  readonly bytes?: boolean;
}

export interface NumberValue {
  readonly kind: 'number';
  readonly value: number;
  /** As written: an account id without quotes keeps its leading zero. */
  readonly text: string;
}

export interface BooleanValue {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** The field is absent, or null. */
export interface NullValue {
  readonly kind: 'null';
}

/** Found anywhere in the text, unless anchored. */
export interface RegexValue {
  readonly kind: 'regex';
  readonly pattern: string;
  readonly flags: RegexFlags;
  readonly syntax: RegexNode;
}

export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

export interface CidrValue {
  readonly kind: 'cidr';
  readonly text: string;
  readonly block: Block;
}

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte';

export interface CompareValue {
  readonly kind: 'compare';
  readonly comparison: Comparison;
  readonly value: number;
}

export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** A part of the field's time, in UTC, against a number. */
export interface TimePartValue {
  readonly kind: 'timepart';
  readonly part: TimePart;
  readonly comparison: Comparison | 'equals';
  readonly value: number;
}

export interface ExistsValue {
  readonly kind: 'exists';
  readonly value: boolean;
}

export type Affix = 'equals' | 'contains' | 'startswith' | 'endswith';

/** The value of another field of the same event. */
export interface FieldReference {
  readonly kind: 'fieldref';
  readonly field: string;
  readonly affix: Affix;
  readonly cased: boolean;
}

/** One written value that stands for several (windash, base64offset, a placeholder): one of them suffices, even under `all`. */
export interface Expansion {
  readonly kind: 'expansion';
  readonly of: readonly SigmaValue[];
}

export type SigmaValue =
  | StringValue
  | NumberValue
  | BooleanValue
  | NullValue
  | RegexValue
  | CidrValue
  | CompareValue
  | TimePartValue
  | ExistsValue
  | FieldReference
  | Expansion;

export const MANY: Wildcard = { wild: '*' };
export const ONE: Wildcard = { wild: '?' };

/** The text of a string without wildcards; undefined when it has some. */
export function plainText(value: StringValue): string | undefined {
  const [only] = value.parts;
  if (value.parts.length === 0) {
    return '';
  }
  return value.parts.length === 1 && typeof only === 'string' ? only : undefined;
}

/** A plain string value, compared without case. */
export function plain(text: string): StringValue {
  return { kind: 'string', parts: text === '' ? [] : [text], cased: false };
}
