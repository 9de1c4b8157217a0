import type { AttributeSchema } from './lookup';
import { compilePattern } from './pattern';
import { schemaTables } from './schema';

/** What a single value must be: an attribute's type, made ready for checking. */
export interface ValueCheck {
  readonly type: string;
  readonly kind: 'any' | 'text' | 'integer' | 'float' | 'boolean';
  readonly pattern?: RegExp;
  /** Longest text, in code points. */
  readonly maxLength: number;
  readonly low: number;
  readonly high: number;
  /** Ids of an integer's enum. */
  readonly ids?: ReadonlySet<number>;
}

const KINDS: Readonly<Record<string, ValueCheck['kind'] | undefined>> = {
  string_t: 'text',
  integer_t: 'integer',
  long_t: 'integer',
  float_t: 'float',
  boolean_t: 'boolean',
};

const patterns = new Map<string, RegExp>();

export function valueCheck(attribute: AttributeSchema): ValueCheck {
  const type = schemaTables().types[attribute.type];
  const kind = KINDS[attribute.baseType] ?? 'any';
  const ids =
    attribute.enum && kind === 'integer' ? new Set(Object.keys(attribute.enum).map(Number)) : undefined;
  return {
    type: attribute.type,
    kind,
    pattern: type?.regex === undefined ? undefined : patternOf(attribute.type, type.regex),
    maxLength: type?.max_len ?? Number.POSITIVE_INFINITY,
    low: type?.range?.[0] ?? Number.NEGATIVE_INFINITY,
    high: type?.range?.[1] ?? Number.POSITIVE_INFINITY,
    ids,
  };
}

/** What is wrong with a value, or undefined when it is as it should be. */
export function valueError(check: ValueCheck, value: unknown): string | undefined {
  switch (check.kind) {
    case 'any':
      return undefined;
    case 'text':
      return typeof value === 'string' ? textError(check, value) : expected(check, value);
    case 'integer':
      return isInteger(value) ? integerError(check, value) : expected(check, value);
    case 'float':
      return Number.isFinite(value) ? undefined : expected(check, value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : expected(check, value);
  }
}

/** Milliseconds of 1973-03-03 and 5138-11-16: what is outside is seconds, or micro- or nanoseconds. */
const PLAUSIBLE_MILLIS = { from: 1e11, to: 1e14 };

/** What is doubtful about a value that has no error, or undefined. */
export function valueWarning(schema: AttributeSchema, value: unknown): string | undefined {
  if (schema.type === 'timestamp_t' && typeof value === 'number' && value !== 0) {
    const isPlausible = value >= PLAUSIBLE_MILLIS.from && value <= PLAUSIBLE_MILLIS.to;
    return isPlausible ? undefined : `${value} is not plausible as milliseconds since the epoch`;
  }
  const isListed =
    schema.enum === undefined || typeof value === 'number' || Object.hasOwn(schema.enum, String(value));
  return isListed
    ? undefined
    : `${shown(value)} is not in the enum: one of ${Object.keys(schema.enum ?? {}).join(', ')}`;
}

/** An integer as JSON writes it: from 1e21 on JavaScript writes an exponent, which other readers take for a float. */
export function isInteger(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) < 1e21;
}

function textError(check: ValueCheck, value: string): string | undefined {
  if (value.length > check.maxLength && codePoints(value, check.maxLength) > check.maxLength) {
    return `longer than ${check.maxLength} characters, which is the most of ${check.type}: ${shown(value)}`;
  }
  return check.pattern === undefined || check.pattern.test(value)
    ? undefined
    : `${shown(value)} is no ${check.type}`;
}

function integerError(check: ValueCheck, value: number): string | undefined {
  if (value < check.low || value > check.high) {
    return `${value} is outside ${check.low} to ${check.high}, the range of ${check.type}`;
  }
  return check.ids === undefined || check.ids.has(value)
    ? undefined
    : `${value} is not in the enum: one of ${[...check.ids].join(', ')}`;
}

function expected(check: ValueCheck, value: unknown): string {
  return `${check.type} expected, got ${shown(value)}`;
}

/** Code points of a text, counted up to one more than `most`. */
function codePoints(value: string, most: number): number {
  let count = 0;
  for (const _ of value) {
    count += 1;
    if (count > most) {
      break;
    }
  }
  return count;
}

/** The value's type and, of a scalar, its beginning. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    return `text ${JSON.stringify(value.slice(0, 80))}`;
  }
  if (value === null || typeof value !== 'object') {
    return `${String(value)}`;
  }
  return Array.isArray(value) ? 'an array' : 'an object';
}

function patternOf(type: string, source: string): RegExp {
  const pattern = patterns.get(type) ?? compilePattern(source);
  patterns.set(type, pattern);
  return pattern;
}
