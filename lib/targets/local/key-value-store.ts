import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyValueStore, VersionedValue } from '../../ports/key-value-store';
import { codeOf } from './error-code';
import { withLock } from './file-lock';

const SCRATCH = 'tmp';
const VALUES = 'values';
const LOCKS = 'locks';
const SCRATCH_MILLIS = 86_400_000;
/** Longest file name that common file systems take, less the room for a version. */
const MAX_NAME = 230;

/**
 * A folder as a key-value store: one file a key, replaced as a whole. A write is one `rename`, the first one `link`
 * (which fails when the name is taken), so a killed process leaves no part of a value. Compare-and-set is safe among
 * callers of one process, which take turns at a key; and, when the store is `shared`, among processes of one machine,
 * which lock a key while they change it. A store that is not shared is faster, and one process may write it.
 */
export class LocalKeyValueStore implements KeyValueStore {
  private readonly turns = new Map<string, Promise<unknown>>();
  private folders?: Promise<unknown>;

  constructor(
    readonly root: string,
    private readonly options: { readonly shared?: boolean } = {},
  ) {}

  async get(key: string): Promise<VersionedValue | undefined> {
    const text = await readOrNone(this.pathOf(key));
    return text === undefined ? undefined : decode(key, text);
  }

  async put(key: string, value: string): Promise<void> {
    await this.inTurn(key, () => this.write(key, value));
  }

  async putIfAbsent(key: string, value: string): Promise<boolean> {
    const scratch = await this.writeScratch(value);
    try {
      await link(scratch, this.pathOf(key));
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') {
        return false;
      }
      throw error;
    } finally {
      await rm(scratch, { force: true });
    }
  }

  replace(key: string, value: string, version: string): Promise<boolean> {
    return this.inTurn(key, async () => {
      const agreed = (await this.get(key))?.version === version;
      return agreed && (await this.write(key, value));
    });
  }

  remove(key: string, version?: string): Promise<boolean> {
    return this.inTurn(key, async () => {
      const found = version === undefined ? undefined : await this.get(key);
      if (found && found.version !== version) {
        return false;
      }
      await rm(this.pathOf(key), { force: true });
      return true;
    });
  }

  async *list(prefix: string): AsyncIterable<VersionedValue> {
    const names = await namesIn(join(this.root, VALUES));
    for (const key of names.map(decodeURIComponent).sort()) {
      const value = key.startsWith(prefix) ? await this.get(key) : undefined;
      if (value) {
        yield value;
      }
    }
  }

  /** Removes what killed processes left a day ago or more: nobody alive still writes it, or waits for a lock it broke. */
  async sweepScratch(): Promise<void> {
    for (const folder of [join(this.root, SCRATCH), join(this.root, LOCKS)]) {
      for (const name of await namesIn(folder)) {
        const path = join(folder, name);
        const info = await stat(path).catch(() => undefined);
        // In the folder of locks only what begins with a dot: a lock itself is broken by whoever needs it.
        const isScratch = folder.endsWith(SCRATCH) || name.startsWith('.');
        if (isScratch && info && Date.now() - info.mtimeMs > SCRATCH_MILLIS) {
          await rm(path, { force: true });
        }
      }
    }
  }

  private async write(key: string, value: string): Promise<true> {
    await rename(await this.writeScratch(value), this.pathOf(key));
    return true;
  }

  /** Makes the folders, before the first change. */
  private prepare(): Promise<unknown> {
    this.folders ??= Promise.all(
      [SCRATCH, VALUES, LOCKS].map((name) => mkdir(join(this.root, name), { recursive: true })),
    );
    return this.folders;
  }

  private async writeScratch(value: string): Promise<string> {
    await this.prepare();
    const version = randomUUID();
    const path = join(this.root, SCRATCH, version);
    await writeFile(path, `${version}\n${value}`);
    return path;
  }

  /** Runs after every earlier step on the same key has ended, well or not. */
  private async inTurn<Value>(key: string, change: () => Promise<Value>): Promise<Value> {
    const step = this.options.shared ? () => this.locked(key, change) : change;
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(step, step);
    this.turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(key) === turn) {
        this.turns.delete(key);
      }
    }
  }

  private async locked<Value>(key: string, change: () => Promise<Value>): Promise<Value> {
    await this.prepare();
    return withLock(join(this.root, LOCKS), nameOf(key), change);
  }

  private pathOf(key: string): string {
    return join(this.root, VALUES, nameOf(key));
  }
}

/** The key as a file name. */
function nameOf(key: string): string {
  // A dot cannot begin the name, or `..` would leave the folder; `*` and the like are kept from other systems.
  const name = encodeURIComponent(key).replace(/[.!'()*~]/g, escapeByte);
  if (name === '' || name.length > MAX_NAME) {
    throw new Error(
      `a key must have 1 to ${MAX_NAME} characters once encoded, got ${name.length}: hash its long parts`,
    );
  }
  return name;
}

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function decode(key: string, text: string): VersionedValue {
  const end = text.indexOf('\n');
  return { key, value: text.slice(end + 1), version: text.slice(0, end) };
}

async function readOrNone(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return ignoreMissing(error);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    return ignoreMissing(error) ?? [];
  }
}

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') {
    throw error;
  }
  return undefined;
}
