import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compare } from '../../lib/lake/tally';
import { UsageError } from './errors';

// Larger pieces read no faster, and a new one for each of many small files keeps the collector busy.
const CHUNK_BYTES = 1 << 16;

/** One file to read, or standard input (`-`). */
export interface InputFile {
  readonly path: string;
  readonly bytes: number;
  /** When the file was last written, microseconds since the epoch. */
  readonly storedMicros: number;
  open(): AsyncIterable<Uint8Array>;
}

/**
 * The files named by the arguments: a file as it is, a folder with everything below it, `-` for standard input.
 * Code-unit order within a folder, so that every locale sees the same sequence.
 */
export async function findInputs(paths: readonly string[]): Promise<InputFile[]> {
  const found: InputFile[] = [];
  for (const path of paths) {
    if (path === '-') {
      found.push({ path, bytes: 0, storedMicros: 0, open: () => process.stdin });
    } else {
      await collect(path, found, true);
    }
  }
  return found;
}

async function collect(path: string, found: InputFile[], named: boolean): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (!info) {
    if (named) {
      throw new UsageError(`${path}: no such file or folder`);
    }
    return;
  }
  if (info.isDirectory()) {
    for (const entry of (await readdir(path)).sort(compare)) {
      await collect(join(path, entry), found, false);
    }
  } else if (info.isFile() || named) {
    found.push({
      path,
      bytes: info.size,
      storedMicros: Math.floor(info.mtimeMs) * 1000,
      open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }),
    });
  }
}
