import { fail, ok, type Result } from '../../result';

export type Token =
  | { readonly kind: '(' | ')' | 'and' | 'or' | 'not' | 'of' | 'end'; readonly at: number }
  | { readonly kind: 'word'; readonly text: string; readonly at: number };

const OPERATORS = ['and', 'or', 'not', 'of'] as const;
const LEXEME = /\s*(?:([()])|([\w.*?-]+)|(\S))/y;

/** Splits a condition into words, operators and parentheses. The problem names the character that fits nowhere. */
export function tokenize(condition: string): Result<readonly Token[]> {
  const tokens: Token[] = [];
  const text = condition.trimEnd();
  LEXEME.lastIndex = 0;
  while (LEXEME.lastIndex < text.length) {
    const match = LEXEME.exec(text);
    const [whole = '', parenthesis, word, stray] = match ?? [];
    const at = LEXEME.lastIndex - whole.trimStart().length;
    if (stray !== undefined || !match) {
      return fail(strayMessage(stray ?? '', at));
    }
    if (parenthesis === '(' || parenthesis === ')') {
      tokens.push({ kind: parenthesis, at });
    } else if (word !== undefined) {
      const operator = OPERATORS.find((name) => name === word.toLowerCase());
      tokens.push(operator ? { kind: operator, at } : { kind: 'word', text: word, at });
    }
  }
  tokens.push({ kind: 'end', at: text.length });
  return ok(tokens);
}

function strayMessage(stray: string, at: number): string {
  return stray === '|'
    ? 'aggregations after "|" left Sigma with version 2: write a correlation rule instead'
    : `"${stray}" at column ${at + 1} is no part of a condition`;
}
