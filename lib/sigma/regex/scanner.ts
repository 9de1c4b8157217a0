/** Unwinds the regex parser; never leaves `parseRegex`. */
export class RegexError extends Error {}

/** A position in a pattern; a class because every step of the parser shares and moves it. */
export class Scanner {
  constructor(
    private readonly pattern: string,
    private position: number,
  ) {}

  done(): boolean {
    return this.position >= this.pattern.length;
  }

  peek(): string {
    return this.pattern.charAt(this.position);
  }

  next(): string {
    if (this.done()) {
      throw this.error('the pattern ends too early');
    }
    return this.pattern.charAt(this.position++);
  }

  accept(char: string): boolean {
    const found = !this.done() && this.peek() === char;
    this.position += found ? 1 : 0;
    return found;
  }

  /** Matches a sticky expression here and moves past it. */
  match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.position;
    const found = sticky.exec(this.pattern);
    this.position += found?.[0].length ?? 0;
    return found ?? undefined;
  }

  error(message: string): RegexError {
    return new RegexError(`${message} (column ${this.position} of the pattern)`);
  }
}
