import type { BlobStore } from '../../lib/ports/blob-store';

async function toBytes(body: Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body instanceof Uint8Array ? [body] : body) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** An object store in memory that can be made to die: every operation past `lives` throws, before or after it took effect. */
export class MemoryStore implements BlobStore {
  readonly objects = new Map<string, Uint8Array>();
  lives = Number.POSITIVE_INFINITY;
  /** Whether the fatal operation still takes effect: a process can be killed on either side of it. */
  dieAfterEffect = false;

  async get(key: string) {
    return this.step(() => this.objects.get(key));
  }

  async *stream(key: string) {
    const body = await this.get(key);
    if (!body) {
      throw new Error(`no object ${key}`);
    }
    yield body;
  }

  async put(key: string, body: Uint8Array) {
    return this.step(() => {
      this.objects.set(key, body);
    });
  }

  async putIfAbsent(key: string, body: Uint8Array | AsyncIterable<Uint8Array>) {
    const bytes = await toBytes(body);
    return this.step(() => {
      const absent = !this.objects.has(key);
      if (absent) {
        this.objects.set(key, bytes);
      }
      return absent;
    });
  }

  async delete(key: string) {
    return this.step(() => {
      this.objects.delete(key);
    });
  }

  async *list(prefix: string) {
    for (const key of [...this.objects.keys()].sort()) {
      if (key.startsWith(prefix)) {
        yield { key, size: this.objects.get(key)?.length ?? 0 };
      }
    }
  }

  /** Contents as text, for comparing two stores. */
  dump(): Record<string, string> {
    return Object.fromEntries(
      [...this.objects].sort().map(([key, body]) => [key, Buffer.from(body).toString('base64')]),
    );
  }

  private step<Value>(effect: () => Value): Value {
    this.lives -= 1;
    if (this.lives < 0) {
      if (this.lives === -1 && this.dieAfterEffect) {
        effect();
      }
      throw new Error('killed');
    }
    return effect();
  }
}
