import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadRules } from '../../lib/detections/load';
import { sha256 } from '../../lib/hash';
import { compare } from '../../lib/lake/tally';
import type { Source } from '../../lib/sources/source';
import { UsageError } from './errors';
import { PACKAGE_ROOT } from './package-root';

interface RuleFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The rules in the folders (the shipped ones when none is named). A rule that cannot be loaded is told on standard
 * error and left out: the others still watch.
 */
export async function loadRuleFolders(folders: readonly string[], sources: readonly Source[]) {
  const shipped = join(PACKAGE_ROOT, 'lib', 'detections');
  const files: RuleFile[] = [];
  for (const folder of folders.length > 0 ? folders : [shipped]) {
    await collect(folder, files);
  }
  const { rules, problems } = loadRules(files, sources);
  for (const problem of problems) {
    process.stderr.write(`kumomori: ${problem.file}:${problem.line}: ${problem.level}: ${problem.message}\n`);
  }
  return { rules, problems, version: sha256(files.map((file) => sha256(file.text)).join('\n')).slice(0, 16) };
}

async function collect(folder: string, files: RuleFile[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new UsageError(`${folder}: no such folder of rules`);
  });
  for (const entry of entries.sort((a, b) => compare(a.name, b.name))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      await collect(path, files);
    } else if (/\.ya?ml$/.test(entry.name)) {
      files.push({ path, text: await readFile(path, 'utf8') });
    }
  }
}
