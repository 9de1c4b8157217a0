/** What is done to the parts of a JSON text. */
export interface JsonParts {
  /** The masked form of a string, given the key it stands under. */
  string(text: string, key: string): string;
  /** The masked form of a key. */
  key(text: string): string;
  /** What a number becomes: a text to write in its place, or undefined to keep its digits as they are. */
  number(text: string, key: string): string | undefined;
}

/** Whether a text may be JSON: an object, an array, or a string of JSON in quotes. */
export function looksLikeJson(text: string): boolean {
  const first = text.charCodeAt(0);
  const start =
    first === 32 || first === 10 || first === 13 || first === 9 ? text.trimStart().charCodeAt(0) : first;
  return start === 0x7b || start === 0x5b || start === 0x22;
}

const STRING_OR_NUMBER = /["\-0-9]/g;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** What JSON has between its strings and numbers. */
const BETWEEN = /^(?:[\s,:{}[\]]|true|false|null)*$/;

/**
 * Masks inside a JSON text and leaves every other byte as it is: large numbers keep their digits, escapes and spaces
 * their form. A text that breaks off (providers cut long values) is masked up to its last piece. Undefined when the
 * text is no JSON after all.
 */
export function maskJsonText(text: string, parts: JsonParts): string | undefined {
  const out: string[] = [];
  let key = '';
  let from = 0;
  let at = nextPart(text, 0);
  while (at < text.length) {
    const between = text.slice(from, at);
    if (!BETWEEN.test(between) || (between === '' && at > 0)) {
      return undefined;
    }
    out.push(between);
    const end = text.charCodeAt(at) === 0x22 ? stringEnd(text, at) : numberEnd(text, at);
    const source = text.slice(at, end);
    if (!source.startsWith('"')) {
      const replaced = parts.number(source, key);
      out.push(replaced === undefined ? source : JSON.stringify(replaced));
    } else if (isKeyEnd(text, end)) {
      key = contentOf(source);
      out.push(changed(source, key, parts.key(key)));
    } else {
      const content = contentOf(source);
      out.push(changed(source, content, parts.string(content, key)));
    }
    from = end;
    at = nextPart(text, end);
  }
  out.push(text.slice(from));
  return BETWEEN.test(text.slice(from)) ? out.join('') : undefined;
}

function nextPart(text: string, from: number): number {
  STRING_OR_NUMBER.lastIndex = from;
  return STRING_OR_NUMBER.exec(text)?.index ?? text.length;
}

/** Behind the closing quote of the string at `at`, or the end of the text. */
function stringEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === 0x22) {
      return end + 1;
    }
    end += code === 0x5c ? 2 : 1;
  }
  return text.length;
}

function numberEnd(text: string, at: number): number {
  NUMBER.lastIndex = at;
  return at + (NUMBER.exec(text)?.[0].length ?? 1);
}

function isKeyEnd(text: string, end: number): boolean {
  let at = end;
  while (
    text.charCodeAt(at) === 32 ||
    text.charCodeAt(at) === 10 ||
    text.charCodeAt(at) === 13 ||
    text.charCodeAt(at) === 9
  ) {
    at += 1;
  }
  return text.charCodeAt(at) === 0x3a;
}

/** What a string literal says; its raw inside when it is broken. */
function contentOf(source: string): string {
  const isClosed = source.length > 1 && source.endsWith('"');
  const inside = source.slice(1, isClosed ? -1 : undefined);
  if (!inside.includes('\\')) {
    return inside;
  }
  try {
    return JSON.parse(isClosed ? source : `${source}"`) as string;
  } catch {
    return inside;
  }
}

function changed(source: string, content: string, masked: string): string {
  return masked === content ? source : JSON.stringify(masked);
}
