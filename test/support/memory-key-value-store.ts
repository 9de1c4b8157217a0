import type { KeyValueStore, VersionedValue } from '../../lib/ports/key-value-store';

/** State in memory that can be made to die: every operation past `lives` throws, before or after it took effect. */
export class MemoryKeyValueStore implements KeyValueStore {
  readonly values = new Map<string, VersionedValue>();
  lives = Number.POSITIVE_INFINITY;
  /** Whether the fatal operation still takes effect: a process can be killed on either side of it. */
  dieAfterEffect = false;
  private writes = 0;

  async get(key: string) {
    return this.step(() => this.values.get(key));
  }

  async put(key: string, value: string) {
    this.step(() => this.write(key, value));
  }

  async putIfAbsent(key: string, value: string) {
    return this.step(() => !this.values.has(key) && this.write(key, value));
  }

  async replace(key: string, value: string, version: string) {
    return this.step(() => this.values.get(key)?.version === version && this.write(key, value));
  }

  async remove(key: string, version?: string) {
    return this.step(() => {
      const found = this.values.get(key);
      const agreed = version === undefined || found === undefined || found.version === version;
      if (agreed) {
        this.values.delete(key);
      }
      return agreed;
    });
  }

  async *list(prefix: string) {
    const found = this.step(() => [...this.values.keys()].filter((key) => key.startsWith(prefix)).sort());
    for (const key of found) {
      const value = this.values.get(key);
      if (value) {
        yield value;
      }
    }
  }

  private write(key: string, value: string): true {
    this.values.set(key, { key, value, version: String(++this.writes) });
    return true;
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
