import { isObject, type JsonObject, type JsonValue } from '../../json';
import { doubleQuoted } from './pseudo-json';

/** Deeper text stays text: what reads the event later may recurse. */
const DEEPEST = 100;

/**
 * An object as Azure sends one: itself, JSON text, or single-quoted pseudo JSON (`{'a': None}`). Undefined when it
 * is none of them; then the caller keeps the text.
 */
export function looseObject(value: JsonValue): JsonObject | undefined {
  if (typeof value !== 'string') {
    return isObject(value) ? value : undefined;
  }
  const text = value.trim();
  if (!text.startsWith('{') || tooDeep(text)) {
    return undefined;
  }
  return parse(text) ?? (text.includes("'") ? parse(doubleQuoted(text)) : undefined);
}

function parse(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function tooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > DEEPEST) {
        return true;
      }
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}
