import type { JsonValue } from '../../json';

/** A value as Sigma compares it: everything is text; an object is its JSON. */
export function comparableText(value: JsonValue): string {
  if (typeof value === 'string') {
    return value;
  }
  return typeof value === 'object' && value !== null ? jsonText(value) : String(value);
}

/** Without regard to case: what both sides of a comparison go through. */
export function fold(text: string): string {
  return text.toLowerCase();
}

function jsonText(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested too deep for the stack: such a value equals nothing.
    return '';
  }
}
