import { Lexer } from 'yaml';

/** No platform needs a longer file; below it every step of reading one stays in milliseconds. */
const MAX_CHARACTERS = 500_000;
/** Far beyond any configuration, far below where the parser's recursion ends the whole process. */
const MAX_DEPTH = 100;
/** Times a file may name an anchored block. */
export const MAX_ALIASES = 100;

/**
 * Why a text must not reach the YAML parser, or undefined when it may. The parser is recursive, and running out
 * of stack inside it cannot be caught; its lexer is not, so depth and aliases are counted on tokens first.
 */
export function beyondLimits(text: string): string | undefined {
  if (text.length > MAX_CHARACTERS) {
    return `is ${text.length} characters long, more than ${MAX_CHARACTERS}: name directories instead of listing their contents`;
  }
  let flow = 0;
  let line = 0;
  let aliases = 0;
  for (const token of new Lexer().lex(text)) {
    flow = Math.max(0, flow + (FLOW[token] ?? 0));
    line = nesting(token, line);
    aliases += token.startsWith('*') ? 1 : 0;
    if (flow + line > MAX_DEPTH) {
      return `is nested more than ${MAX_DEPTH} levels deep: no setting is`;
    }
  }
  return aliases > MAX_ALIASES
    ? `uses more than ${MAX_ALIASES} aliases (*name): write the values out`
    : undefined;
}

const FLOW: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

/** Upper bound of the block levels a line can open: its indentation, and one for each `- ? :` on it. */
function nesting(token: string, before: number): number {
  if (token === '\n' || token === '\r\n') {
    return 0;
  }
  const opens = token === '-' || token === '?' || token === ':' ? 1 : 0;
  return (
    before + (opens || (before === 0 && token.startsWith(' ') && token.trim() === '' ? token.length : 0))
  );
}
