import { isObject, type JsonObject, type JsonValue, number, setOwn } from '../../json';

/** The form in which an attribute is mapped. Sent in any other form it was not mapped, and stays a leftover. */
export type Form = 'word' | 'label' | 'number' | 'object' | 'list' | 'any';
export type Mapped = ReadonlyMap<string, Form>;

/** Attribute names grouped by the form they are mapped in. */
export function mapped(forms: Partial<Record<Form, readonly string[]>>): Mapped {
  const map = new Map<string, Form>();
  for (const [form, names] of Object.entries(forms)) {
    for (const name of names) {
      map.set(name, form as Form);
    }
  }
  return map;
}

/**
 * What of an object no OCSF attribute took, under its native names; undefined when nothing is left. Nulls and empty
 * strings carry nothing and are dropped. Values are shared with the record, not copied.
 */
export function leftovers(record: JsonObject, taken: Mapped): JsonObject | undefined {
  let rest: JsonObject | undefined;
  for (const key in record) {
    const value = record[key];
    if (value === undefined || value === null || value === '' || has(taken.get(key), value)) {
      continue;
    }
    rest ??= {};
    setOwn(rest, key, value);
  }
  return rest;
}

/** A string, number or boolean as text; undefined for anything else, and for the empty string. */
export function word(value: JsonValue): string | undefined {
  if (typeof value === 'string') {
    return value === '' ? undefined : value;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A word, or the word in Azure's `{value, localizedValue}`. */
export function label(value: JsonValue): string | undefined {
  return word(isObject(value) ? value.value : value);
}

function has(form: Form | undefined, value: JsonValue): boolean {
  switch (form) {
    case undefined:
      return false;
    case 'word':
      return typeof value !== 'object';
    case 'label':
      return label(value) !== undefined || (isObject(value) && value.value === '');
    case 'number':
      return number(value) !== undefined;
    case 'object':
      return isObject(value);
    case 'list':
      return Array.isArray(value);
    case 'any':
      return true;
  }
}
