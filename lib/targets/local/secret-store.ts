import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretStore } from '../../ports/secret-store';
import { codeOf } from './error-code';

const MAX_BYTES = 65_536;
/** Reading, writing or running by the group or by everybody. */
const OTHERS = 0o077;
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;

/**
 * A folder of secrets, one a file, named as the configuration names them (`kumomori/slack` is `slack` in the folder
 * `kumomori`). A file that others can read is refused: whoever shares the machine would have the secret too.
 */
export class LocalSecretStore implements SecretStore {
  constructor(readonly root: string) {}

  async get(name: string): Promise<string | undefined> {
    if (!NAME.test(name)) {
      throw new Error(
        `secret "${name}": names have letters, digits and _ . - with / between parts; rename it`,
      );
    }
    const path = join(this.root, name);
    const file = await openOrNone(path);
    try {
      return file && (await readChecked(file, path));
    } finally {
      await file?.close();
    }
  }
}

async function openOrNone(path: string): Promise<FileHandle | undefined> {
  try {
    // Without waiting: a pipe in place of a file would hold everything up.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
      return undefined;
    }
    throw new Error(
      `${path}: the secret cannot be opened (${String(codeOf(error))}); allow its owner to read it`,
    );
  }
}

/** Looks at the file that is open, not at the path, which could name another by now. */
async function readChecked(file: FileHandle, path: string): Promise<string> {
  const info = await file.stat();
  if (!info.isFile()) {
    throw new Error(`${path}: a secret is a file of its own; this is none`);
  }
  const others = info.mode & OTHERS;
  if (others !== 0 && process.platform !== 'win32') {
    const mode = (info.mode & 0o777).toString(8).padStart(3, '0');
    throw new Error(
      `${path}: others can get at this secret (mode ${mode}); run \`chmod 600 ${path}\`, and change the secret if the machine is shared`,
    );
  }
  if (info.size > MAX_BYTES) {
    throw new Error(
      `${path}: a secret has at most ${MAX_BYTES} bytes, got ${info.size}; is it the right file?`,
    );
  }
  return file.readFile('utf8');
}
