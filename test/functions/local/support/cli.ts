import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../../../../lib/hash';

export const CLI = join(__dirname, '..', '..', '..', '..', 'dist', 'kumomori.js');

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line; `input` goes to its standard input. */
export function kumomori(
  args: readonly string[],
  options: { input?: Buffer; env?: Record<string, string>; cwd?: string } = {},
): Run {
  const { stdout, stderr, status }: SpawnSyncReturns<Buffer> = spawnSync(process.execPath, [CLI, ...args], {
    input: options.input,
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** Starts the command line and kills it after so many milliseconds. */
export function killAfter(args: readonly string[], millis: number): Promise<void> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), millis);
    child.on('exit', () => {
      clearTimeout(timer);
      settle();
    });
  });
}

/** One JSON value a line. */
export function ndjson<Value>(text: string): Value[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Value);
}

/** A folder that is removed after each test of the file it is called in. */
export function scratchFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kumomori-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

export function write(folder: string, name: string, body: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, body);
  return path;
}

/** Every file below a folder with the hash of its bytes. */
export function treeOf(folder: string, below = ''): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = below ? `${below}/${name}` : name;
    if (statSync(join(folder, path)).isDirectory()) {
      Object.assign(tree, treeOf(folder, path));
    } else {
      tree[path] = sha256(readFileSync(join(folder, path)));
    }
  }
  return tree;
}
