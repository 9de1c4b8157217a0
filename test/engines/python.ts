import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A Python with the packages of `<name>.requirements.txt`, in a virtual environment of that name outside the checkout:
 * made once, made again when the requirements change. Packages come from the index that pip is configured for.
 */
export function pythonWithPackages(name: string): string {
  const requirements = join(__dirname, `${name}.requirements.txt`);
  const folder = join(process.env.XDG_CACHE_HOME ?? tmpdir(), 'kumomori-engines', name);
  const python = join(folder, 'bin', 'python');
  const marker = join(folder, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
    mkdirSync(folder, { recursive: true });
    run('python3', ['-m', 'venv', '--clear', folder]);
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
    writeFileSync(marker, wanted);
  }
  return python;
}

/** Runs a program to its end and gives what it printed; throws with what it said when it fails. */
export function run(program: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 300_000,
  });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
  }
  return stdout;
}
