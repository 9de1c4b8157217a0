import { createPublicKey, type KeyObject } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { verifyBundle } from '../../../lib/rules/verify-bundle';
import { EXIT, UsageError } from '../errors';
import { printable } from '../terminal';

interface VerifyOptions {
  readonly key: string;
}

/** `kumomori rules verify`: exit status 1, and a line a problem, for a bundle that is not as it was signed. */
export async function verifyRules(bundle: string, options: VerifyOptions): Promise<void> {
  const key = await readPublicKey(options.key);
  const checked = verifyBundle(await readFolder(bundle), [key]);
  if (checked.ok) {
    process.stdout.write(
      `${bundle}: version ${checked.value.version}, ${checked.value.files} files, signed\n`,
    );
    return;
  }
  process.stdout.write(checked.problem.map((problem) => `${printable(problem)}\n`).join(''));
  process.exitCode = EXIT.failed;
}

async function readFolder(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new UsageError(`${folder}: no such bundle`);
  });
  const files = new Map<string, Uint8Array>();
  for (const entry of entries.filter((each) => !each.isDirectory())) {
    const path = join(entry.parentPath, entry.name);
    // What is no plain file (a link elsewhere) counts as there, and as not what was signed.
    files.set(
      relative(folder, path).split(sep).join('/'),
      entry.isFile() ? await readFile(path) : new Uint8Array(),
    );
  }
  return files;
}

async function readPublicKey(file: string): Promise<KeyObject> {
  const pem = await readFile(file).catch(() => {
    throw new UsageError(`${file}: cannot be read`);
  });
  try {
    return createPublicKey(pem);
  } catch {
    throw new UsageError(`${file}: is no key in PEM`);
  }
}
