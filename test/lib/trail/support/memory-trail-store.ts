import type { TrailStore } from '../../../../lib/trail/store';

/** A bucket in memory, listed in the order objects came unless it is told to sort. */
export class MemoryTrailStore implements TrailStore {
  readonly objects = new Map<string, { body: Buffer; metadata?: Record<string, string> }>();
  readonly unreadable = new Set<string>();
  readonly opened: string[] = [];

  put(key: string, body: Buffer, metadata?: Record<string, string>): void {
    this.objects.set(key, { body, metadata });
  }

  get(key: string): { body: Buffer; metadata?: Record<string, string> } {
    const object = this.objects.get(key);
    if (object === undefined) {
      throw new Error(`no object ${key}`);
    }
    return object;
  }

  /** Moves an object with its metadata, as a copy and a delete do. */
  move(from: string, to: string): void {
    this.objects.set(to, this.get(from));
    this.objects.delete(from);
  }

  swap(a: string, b: string): void {
    const [first, second] = [this.get(a), this.get(b)];
    this.objects.set(a, second);
    this.objects.set(b, first);
  }

  copy(): MemoryTrailStore {
    const store = new MemoryTrailStore();
    for (const [key, object] of this.objects) {
      store.objects.set(key, object);
    }
    return store;
  }

  async *list(prefix: string) {
    for (const [key, { body }] of this.objects) {
      if (key.startsWith(prefix)) {
        yield { key, size: body.length };
      }
    }
  }

  async *stream(key: string) {
    this.opened.push(key);
    if (this.unreadable.has(key)) {
      throw new Error('AccessDenied');
    }
    const { body } = this.get(key);
    for (let at = 0; at < body.length; at += 1000) {
      yield body.subarray(at, at + 1000);
    }
  }

  async metadata(key: string) {
    return this.objects.get(key)?.metadata;
  }
}
