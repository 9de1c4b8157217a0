import { type JsonObject, type JsonValue, setOwn } from '../../json';
import type { Identities } from './identity';
import { looksLikeJson, maskJsonText } from './json-text';
import { type KeyHint, keyHints } from './key-hint';
import { MASK_TEXT } from './kinds';
import type { Replacement } from './replace';
import { isCard } from './scan/card';
import { isHarmless } from './scan/harmless';
import { replaceText } from './scan/replace-text';
import { scan } from './scan/scan';

/** Masks what is kept as it came: texts, and JSON of any shape. */
export interface FreeText {
  text(text: string, key?: KeyHint): string;
  /** Masks in place where it can; returns the value to keep. */
  value(value: JsonValue, key?: KeyHint): JsonValue;
  readonly hintOf: (key: string) => KeyHint;
}

/** JSON inside strings inside JSON is opened this far; deeper it is scanned as the text it is. */
const MOST_NESTED_TEXTS = 8;
/** Objects in objects; deeper they are cut, since neither a walker nor a serializer could follow. */
const MOST_NESTED_OBJECTS = 200;
const TOO_DEEP = '[TOO_DEEP]';
const SMALLEST_CARD = 3e13;

/** What the functions of one masker share. */
interface Context {
  readonly replace: Replacement;
  /** Absent when identities are kept. */
  readonly identities: Identities | undefined;
  readonly hintOf: (key: string) => KeyHint;
}

/**
 * The masker of free text. The five kinds and secrets never pass it; names of persons do only when identities are
 * kept, and then only those that no pattern can tell from other words.
 */
export function freeText(replace: Replacement, identities: Identities | undefined): FreeText {
  const hintOf = keyHints();
  const noKey = hintOf('');
  const context: Context = { replace, identities, hintOf };
  return {
    text: (text, key = noKey) => maskString(text, key, 0, context),
    value: (value, key = noKey) => maskValue(value, key, 0, context),
    hintOf,
  };
}

function maskString(text: string, key: KeyHint, nested: number, context: Context): string {
  if (key.clean.has(text)) {
    return text;
  }
  const masked = scanString(text, key, nested, context);
  if (masked === text) {
    key.clean.add(text);
  }
  return masked;
}

function scanString(text: string, key: KeyHint, nested: number, context: Context): string {
  const { identities, replace } = context;
  if (key.isSecret && !isHarmless(text)) {
    return MASK_TEXT.secret;
  }
  if (identities && (key.isIdentity || text.startsWith('arn:'))) {
    return key.isIdentity ? identities.name(text) : identities.text(text);
  }
  const hits = scan(text, key);
  const isOpened = nested < MOST_NESTED_TEXTS && looksLikeJson(text);
  if (hits.length === 0 && !(isOpened && identities)) {
    return text;
  }
  return (isOpened ? maskJson(text, nested, context) : undefined) ?? replaceText(text, replace, key);
}

function maskJson(text: string, nested: number, context: Context): string | undefined {
  const { hintOf, replace } = context;
  return maskJsonText(text, {
    string: (inner, name) => maskString(inner, hintOf(name), nested + 1, context),
    key: (name) => (hintOf(name).isDirty ? replaceText(name, replace) : name),
    number: (digits, name) => maskedNumber(digits, hintOf(name), replace),
  });
}

function maskValue(value: JsonValue, key: KeyHint, depth: number, context: Context): JsonValue {
  if (typeof value === 'string') {
    return maskString(value, key, 0, context);
  }
  if (typeof value === 'number') {
    return value < SMALLEST_CARD ? value : (maskedNumber(String(value), key, context.replace) ?? value);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth > MOST_NESTED_OBJECTS) {
    return TOO_DEEP;
  }
  return Array.isArray(value) ? maskArray(value, key, depth, context) : maskObject(value, depth, context);
}

function maskArray(items: JsonValue[], key: KeyHint, depth: number, context: Context): JsonValue {
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    const masked = maskValue(item, key, depth + 1, context);
    if (masked !== item) {
      items[index] = masked;
    }
  }
  return items;
}

function maskObject(holder: JsonObject, depth: number, context: Context): JsonValue {
  const { hintOf, replace } = context;
  let isDirty = false;
  for (const key in holder) {
    const item = holder[key];
    const hint = hintOf(key);
    isDirty ||= hint.isDirty;
    const masked = maskValue(
      item,
      hint.key === 'value' ? hintOf(pairName(holder)) : hint,
      depth + 1,
      context,
    );
    if (masked !== item) {
      setOwn(holder, key, masked);
    }
  }
  return isDirty ? renamed(holder, hintOf, replace) : holder;
}

/** The name beside a `value`: `{"name": "DB_PASSWORD", "value": "…"}` is a key and its value too. */
function pairName(holder: JsonObject): string {
  const name = holder.name ?? holder.Name ?? holder.key ?? holder.Key;
  return typeof name === 'string' ? name : 'value';
}

/** A number that is a payment card's: never one under a key that says id or time, and never 13 or more than 16 digits. */
function maskedNumber(digits: string, key: KeyHint, replace: Replacement): string | undefined {
  const isOne =
    !key.isCounter && digits.length >= 14 && digits.length <= 16 && /^\d+$/.test(digits) && isCard(digits);
  return isOne ? replace('card', digits) : undefined;
}

/** The object with masked keys, in the same order; keys that become equal are numbered. */
function renamed(holder: JsonObject, hintOf: (key: string) => KeyHint, replace: Replacement): JsonObject {
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(holder)) {
    const masked = hintOf(key).isDirty ? replaceText(key, replace) : key;
    let name = masked;
    for (let count = 2; Object.hasOwn(copy, name); count += 1) {
      name = `${masked} ${count}`;
    }
    setOwn(copy, name, item);
  }
  return copy;
}
