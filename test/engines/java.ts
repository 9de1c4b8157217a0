import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './python';

/** Why Java programs cannot run here; undefined where they can. */
export function javaMissing(): string | undefined {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(stderr ?? '')?.[1]);
  if (status !== 0 || major < 17) {
    return 'needs Java 17 or newer (java)';
  }
  return spawnSync('mvn', ['-version']).status === 0 ? undefined : 'needs Maven (mvn)';
}

/**
 * The class path of `<name>.pom.xml`, from the repository that Maven is configured for, in a folder outside the
 * checkout: made once, made again when the file changes. Maven checks each download against the repository's sum;
 * `sha256` is that of all of them together, so that they are those that were tried here. Throws for any others.
 */
export function javaClassPath(name: string, sha256: string): string {
  const pom = join(__dirname, `${name}.pom.xml`);
  const folder = join(process.env.XDG_CACHE_HOME ?? tmpdir(), 'kumomori-engines', `${name}-java`);
  const marker = join(folder, 'installed.txt');
  const wanted = readFileSync(pom, 'utf8');
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    run('mvn', [
      '--batch-mode',
      '--quiet',
      '--strict-checksums',
      '--file',
      pom,
      `-Djars=${folder}`,
      'dependency:copy-dependencies@server',
      'dependency:unpack@hive',
    ]);
    writeFileSync(marker, wanted);
  }
  const jars = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jar'))
    .sort();
  const got = sumOf(folder, jars);
  if (got !== sha256) {
    throw new Error(
      `${folder}: ${jars.length} files with the sum ${got}, not ${sha256}; remove the folder and look at what ${name}.pom.xml brings`,
    );
  }
  return [...new Set(jars.map((path) => join(folder, path, '..', '*')))].join(':');
}

function sumOf(folder: string, paths: readonly string[]): string {
  const all = createHash('sha256');
  for (const path of paths) {
    const sum = createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex');
    all.update(`${sum}  ${path}\n`);
  }
  return all.digest('hex');
}
