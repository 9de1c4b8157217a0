import { MANY, ONE, type Part, type StringValue } from './value';

/**
 * Reads a string of a rule: `*` and `?` are wildcards; `\*`, `\?` and `\\` are the characters themselves; any
 * other backslash is plain, so Windows paths need no doubling. Source: Sigma rules specification 2.0, Escape Character.
 */
export function parseSigmaString(text: string): StringValue {
  const parts: Part[] = [];
  let plain = '';
  const flush = (part?: Part) => {
    if (plain !== '') {
      parts.push(plain);
      plain = '';
    }
    if (part !== undefined) {
      parts.push(part);
    }
  };
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const next = text.charAt(i + 1);
    if (char === '\\' && (next === '\\' || next === '*' || next === '?')) {
      plain += next;
      i++;
    } else if (char === '*' || char === '?') {
      flush(char === '*' ? MANY : ONE);
    } else {
      plain += char;
    }
  }
  flush();
  return { kind: 'string', parts, cased: false };
}

/** Writes a string the way `parseSigmaString` reads it. */
export function formatSigmaString(value: StringValue): string {
  return value.parts
    .map((part) => (typeof part === 'string' ? part.replace(/[\\*?]/g, '\\$&') : part.wild))
    .join('');
}
