import { constants, createReadStream } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compare } from '../../lib/compare';
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
 * Code-unit order within a folder, so that every locale sees the same sequence. Links are followed, but a folder is
 * read once, so that a link to one above ends. What cannot be read is told before any work is done.
 */
export async function findInputs(paths: readonly string[]): Promise<InputFile[]> {
  const found: InputFile[] = [];
  for (const path of paths) {
    if (path === '-') {
      found.push({ path, bytes: 0, storedMicros: 0, open: () => process.stdin });
    } else {
      await collect(path, found, { named: true, folders: new Set() });
    }
  }
  return found;
}

interface Visit {
  /** Named by the user, not found in a folder. */
  readonly named: boolean;
  /** Folders read so far, by device and inode. */
  readonly folders: Set<string>;
}

async function collect(path: string, found: InputFile[], { named, folders }: Visit): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (!info) {
    if (named) {
      throw new UsageError(`${path}: no such file or folder`);
    }
    return;
  }
  if (info.isDirectory()) {
    const identity = `${info.dev}:${info.ino}`;
    if (folders.has(identity)) {
      return;
    }
    folders.add(identity);
    for (const entry of (await readable(path, readdir(path))).sort(compare)) {
      await collect(join(path, entry), found, { named: false, folders });
    }
  } else if (info.isFile() || (named && !info.isSocket())) {
    await readable(path, access(path, constants.R_OK));
    found.push({
      path,
      bytes: info.size,
      storedMicros: Math.floor(info.mtimeMs) * 1000,
      open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }),
    });
  } else if (named) {
    throw new UsageError(`${path}: a socket, expected a file, a folder or a pipe`);
  }
}

async function readable<T>(path: string, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(',', 1)[0] : String(error);
    throw new UsageError(`${path}: cannot be read (${reason}); check its permissions or name other files`);
  }
}
