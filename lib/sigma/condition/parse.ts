import { fail, ok, type Result } from '../../result';
import type { Condition } from './condition';
import { type Token, tokenize } from './tokens';

const MAX_DEPTH = 64;

/**
 * Parses a condition. `not` binds closest, then `and`, then `or`; quantifiers are `1 of`, `any of` and `all of` a
 * name pattern or `them`. The problem says what was expected, what was found, and at which column.
 * Source: Sigma rules specification 2.0, Condition.
 */
export function parseCondition(text: string): Result<Condition> {
  const tokens = tokenize(text);
  if (!tokens.ok) {
    return tokens;
  }
  try {
    return ok(new ConditionParser(tokens.value).whole());
  } catch (error) {
    if (error instanceof ConditionError) {
      return fail(error.message);
    }
    throw error;
  }
}

/** Unwinds the recursive descent; never leaves this file. */
class ConditionError extends Error {}

/** Recursive descent over the tokens; a class because the position is shared by every step. */
class ConditionParser {
  private position = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Condition {
    const condition = this.disjunction();
    this.expect('end');
    return condition;
  }

  private disjunction(): Condition {
    return this.chain('or', () => this.chain('and', () => this.negation()));
  }

  private chain(operator: 'and' | 'or', operand: () => Condition): Condition {
    const first = operand();
    const of = [first];
    while (this.accept(operator)) {
      of.push(operand());
    }
    return of.length === 1 ? first : { kind: operator, of };
  }

  private negation(): Condition {
    if (!this.accept('not')) {
      return this.primary();
    }
    return this.nested(() => ({ kind: 'not', of: this.negation() }));
  }

  private primary(): Condition {
    if (this.accept('(')) {
      const inside = this.nested(() => this.disjunction());
      this.expect(')');
      return inside;
    }
    const word = this.word('a detection name');
    return this.accept('of') ? this.quantified(word) : { kind: 'detection', name: word };
  }

  private quantified(quantity: string): Condition {
    const pattern = this.word('a name pattern or "them" after "of"');
    const lower = quantity.toLowerCase();
    if (lower === '1' || lower === 'any') {
      return { kind: 'quantified', quantity: 'one', pattern };
    }
    if (lower === 'all') {
      return { kind: 'quantified', quantity: 'all', pattern };
    }
    throw new ConditionError(`"${quantity} of" is no quantifier: use "1 of", "any of" or "all of"`);
  }

  private nested(parse: () => Condition): Condition {
    if (++this.depth > MAX_DEPTH) {
      throw new ConditionError(`nested deeper than ${MAX_DEPTH} levels`);
    }
    const condition = parse();
    this.depth--;
    return condition;
  }

  private word(wanted: string): string {
    const token = this.peek();
    if (token.kind !== 'word') {
      throw new ConditionError(`expected ${wanted} at column ${token.at + 1}, got ${describe(token)}`);
    }
    this.position++;
    return token.text;
  }

  private accept(kind: Token['kind']): boolean {
    const found = this.peek().kind === kind;
    this.position += found ? 1 : 0;
    return found;
  }

  private expect(kind: 'end' | ')'): void {
    const token = this.peek();
    if (!this.accept(kind)) {
      const wanted = kind === 'end' ? '"and", "or" or the end' : '")"';
      throw new ConditionError(`expected ${wanted} at column ${token.at + 1}, got ${describe(token)}`);
    }
  }

  private peek(): Token {
    return this.tokens[this.position] ?? { kind: 'end', at: 0 };
  }
}

function describe(token: Token): string {
  return token.kind === 'end' ? 'the end' : `"${token.kind === 'word' ? token.text : token.kind}"`;
}
