import { createReadStream } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { BlobStore } from '../../ports/blob-store';
import { codeOf } from './error-code';
import { isRunning } from './is-running';

// Larger pieces read no faster, and a new one for each of many small files keeps the collector busy.
const CHUNK_BYTES = 1 << 16;
const SCRATCH = 'tmp';

/**
 * A folder as an object store. Every write goes to a scratch file first and becomes visible by one `rename`
 * or, for `putIfAbsent`, one `link` (which fails when the name is taken), so a killed process leaves no part
 * of an object; what it leaves in the scratch folder `sweepScratch` removes on the next run.
 */
export class LocalBlobStore implements BlobStore {
  private writes = 0;

  constructor(readonly root: string) {}

  async get(key: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.pathOf(key));
    } catch (error) {
      return ignoreMissing(error);
    }
  }

  stream(key: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.pathOf(key), { highWaterMark: CHUNK_BYTES });
  }

  async put(key: string, body: Uint8Array): Promise<void> {
    const scratch = await this.writeScratch(body);
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    await rename(scratch, path);
  }

  async putIfAbsent(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<boolean> {
    const path = this.pathOf(key);
    if (await exists(path)) {
      return false;
    }
    const scratch = await this.writeScratch(body);
    await mkdir(dirname(path), { recursive: true });
    try {
      await link(scratch, path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') {
        return false;
      }
      throw error;
    } finally {
      await unlink(scratch);
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async *list(prefix: string): AsyncIterable<{ key: string; size: number }> {
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    for await (const path of walk(this.pathOf(folder))) {
      const key = relative(this.root, path).split(sep).join('/');
      if (key.startsWith(prefix)) {
        yield { key, size: (await stat(path)).size };
      }
    }
  }

  /**
   * Removes what processes that no longer run left half-written. To be called before the first write: a scratch
   * file under this process's own number is then another's too (containers hand out the same numbers again).
   */
  async sweepScratch(): Promise<void> {
    for (const name of await namesIn(join(this.root, SCRATCH))) {
      const pid = Number.parseInt(name, 10);
      if (pid === process.pid || !isRunning(pid)) {
        await rm(join(this.root, SCRATCH, name), { force: true });
      }
    }
  }

  private pathOf(key: string): string {
    if (key.split('/').includes('..')) {
      throw new Error(`object key must not contain "..", got ${JSON.stringify(key)}`);
    }
    return join(this.root, key);
  }

  private async writeScratch(body: Uint8Array | AsyncIterable<Uint8Array>): Promise<string> {
    const folder = join(this.root, SCRATCH);
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${process.pid}-${this.writes++}`);
    const file = await open(path, 'w');
    try {
      for await (const chunk of body instanceof Uint8Array ? [body] : body) {
        await file.writeFile(chunk);
      }
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return path;
  }
}

async function* walk(folder: string): AsyncIterable<string> {
  for (const name of (await namesIn(folder)).sort()) {
    const path = join(folder, name);
    if ((await stat(path)).isDirectory()) {
      yield* walk(path);
    } else {
      yield path;
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    return ignoreMissing(error) ?? [];
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    return ignoreMissing(error) ?? false;
  }
}

/** Swallows "no such file" (and a file where a folder was asked for); everything else is a real failure. */
function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') {
    throw error;
  }
  return undefined;
}
