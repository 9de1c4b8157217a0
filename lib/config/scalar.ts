/**
 * A text as one YAML scalar: plain where it is a word that YAML reads as text, else quoted. JSON text is YAML
 * text, so whatever is in it stays inside.
 */
export function scalar(text: string): string {
  return WORD.test(text) && !RESERVED.has(text) ? text : JSON.stringify(text);
}

const WORD = /^[a-z][a-z0-9-]*$/;
const RESERVED: ReadonlySet<string> = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off']);
