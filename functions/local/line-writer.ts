import { once } from 'node:events';
import type { Writable } from 'node:stream';

const FLUSH_CHARACTERS = 1 << 20;

/** Lines to a stream in large writes, waiting for a slow reader at `drain`, so that memory stays bounded. */
export class LineWriter {
  private lines: string[] = [];
  private characters = 0;

  constructor(private readonly out: Writable) {}

  line(text: string): void {
    this.lines.push(text);
    this.characters += text.length;
  }

  /** To be called between chunks of input. */
  async drain(): Promise<void> {
    if (this.characters >= FLUSH_CHARACTERS) {
      await this.flush();
    }
  }

  async flush(): Promise<void> {
    if (this.lines.length === 0) {
      return;
    }
    const text = `${this.lines.join('\n')}\n`;
    this.lines = [];
    this.characters = 0;
    if (!this.out.write(text)) {
      await once(this.out, 'drain');
    }
  }
}
