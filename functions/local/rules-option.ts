import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './errors';

/**
 * Tells rules from logs where `--rules DIR… FILE…` ran them together: it takes all that follows it, so a command
 * that is left without logs takes back what holds no rule file (`*.yml`).
 */
export async function separateRules(
  paths: readonly string[],
  rules: readonly string[] | undefined,
): Promise<{ readonly paths: readonly string[]; readonly rules: readonly string[] | undefined }> {
  if (paths.length > 0 || rules === undefined) {
    return { paths: needPaths(paths), rules };
  }
  const holds = await Promise.all(rules.map((path) => holdsRules(path)));
  return {
    paths: needPaths(rules.filter((_, i) => !holds[i])),
    rules: rules.filter((_, i) => holds[i]),
  };
}

function needPaths(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) {
    throw new UsageError('no logs named: give files or folders after the options, or before --rules');
  }
  return paths;
}

/** A rule file, or a folder with one somewhere below it. */
async function holdsRules(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isDirectory()) {
    return /\.ya?ml$/.test(path);
  }
  for (const name of await readdir(path)) {
    if (await holdsRules(join(path, name))) {
      return true;
    }
  }
  return false;
}
