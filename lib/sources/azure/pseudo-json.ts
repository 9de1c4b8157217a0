const WORDS: ReadonlyMap<string, string> = new Map([
  ['None', 'null'],
  ['True', 'true'],
  ['False', 'false'],
]);

/** Single-quoted strings to JSON strings and Python's words to JSON's, in one pass; the result may still be no JSON. */
export function doubleQuoted(text: string): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const quote = text.charAt(at);
    const end = quote === "'" || quote === '"' ? closing(text, at) : beforeQuote(text, at);
    const piece = text.slice(at, end);
    out += quote === "'" ? requoted(piece.slice(1, -1)) : quote === '"' ? piece : worded(piece);
    at = end;
  }
  return out;
}

/** Just past the quote that closes the string opened at `from`, or the end of the text. */
function closing(text: string, from: number): number {
  const quote = text.charAt(from);
  let at = from + 1;
  while (at < text.length && text.charAt(at) !== quote) {
    at += text.charAt(at) === '\\' ? 2 : 1;
  }
  return Math.min(at + 1, text.length);
}

function beforeQuote(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charAt(at) !== "'" && text.charAt(at) !== '"') {
    at += 1;
  }
  return at;
}

function requoted(content: string): string {
  const escaped = content.replace(/\\.|"/gs, (found) =>
    found === "\\'" ? "'" : found === '"' ? '\\"' : found,
  );
  return `"${escaped}"`;
}

function worded(between: string): string {
  return between.replace(/[A-Z][a-z]+/g, (found) => WORDS.get(found) ?? found);
}
