import type { JsonValue } from '../../json';

/** A value as Sigma compares it: everything is text; an object is its JSON. */
export function comparableText(value: JsonValue): string {
  if (typeof value === 'string') {
    return value;
  }
  return typeof value === 'object' && value !== null ? jsonText(value) : String(value);
}

/**
 * Without regard to case: what both sides of a comparison go through. Lower case, with one small Greek sigma: which
 * of the two stands for the capital depends on its place in a word, of which engines know nothing.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Several times faster than replaceAll on a text full of them.
  return lower.includes(FINAL_SIGMA) ? lower.split(FINAL_SIGMA).join(SIGMA) : lower;
}

export const SIGMA = '\u03c3';
export const FINAL_SIGMA = '\u03c2';

function jsonText(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested too deep for the stack: such a value equals nothing.
    return '';
  }
}
