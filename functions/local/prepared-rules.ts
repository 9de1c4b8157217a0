import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { LoadedRules } from '../../lib/detections/load';
import { sha256 } from '../../lib/hash';
import type { RuleFile } from '../../lib/sigma/rule-file';
import { PACKAGE_ROOT } from './package-root';

/** Beside the bundle that wrote it: both are of one build. */
const FILE = join(PACKAGE_ROOT, 'dist', 'rules.bin');

/** Rules as the build loaded them, and of which files. */
interface Prepared {
  readonly files: string;
  readonly loaded: LoadedRules;
}

/** Keeps what was loaded from the shipped files, so that a command need not read their YAML at every start. */
export async function keepPrepared(files: readonly RuleFile[], loaded: LoadedRules): Promise<void> {
  const prepared: Prepared = { files: digestOf(files), loaded };
  await writeFile(FILE, serialize(prepared));
}

/** What the build loaded from exactly these files; undefined when they, or where they lie, have changed since. */
export async function preparedRules(files: readonly RuleFile[]): Promise<LoadedRules | undefined> {
  const bytes = await readFile(FILE).catch(() => undefined);
  if (!bytes) {
    return undefined;
  }
  try {
    const prepared = deserialize(bytes) as Prepared;
    return prepared.files === digestOf(files) ? prepared.loaded : undefined;
  } catch {
    // Written by a Node release whose format this one does not read.
    return undefined;
  }
}

function digestOf(files: readonly RuleFile[]): string {
  return sha256(files.map(({ path, text }) => `${path}\n${sha256(text)}`).join('\n'));
}
