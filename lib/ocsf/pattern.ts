/**
 * A type's regular expression, written for Python's `re`, as a JavaScript one that accepts the same strings: `$` also
 * stands before a final newline, `.` is all but a newline, `\d` and `\s` are Unicode's. Groups capture nothing.
 *
 * The schema's own are linear in the length of the text but for `ip_t` and `mac_t`, whose `max_len` is tested before.
 */
export function compilePattern(source: string): RegExp {
  const parts = source.match(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?:|[\s\S]/g) ?? [];
  return new RegExp(parts.map((part) => TRANSLATED.get(part) ?? part).join(''), 'u');
}

const TRANSLATED: ReadonlyMap<string, string> = new Map([
  ['(', '(?:'],
  ['$', '(?=\\n?$)'],
  ['.', '[^\\n]'],
  ['\\d', '\\p{Nd}'],
  ['\\s', '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'],
]);
