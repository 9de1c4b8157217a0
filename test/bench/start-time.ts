import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../functions/local/package-root';

const ROOT = PACKAGE_ROOT;

/** Milliseconds (least of several) of the smallest command, and of Node itself. */
export function measureStart(): { what: string; millis: number }[] {
  const node = process.execPath;
  return [
    {
      what: '`kumomori --version`, whole process',
      millis: least(() => wall(node, [join(ROOT, 'dist', 'kumomori.js'), '--version'])),
    },
    { what: '`node -e 0`, whole process, for comparison', millis: least(() => wall(node, ['-e', '0'])) },
  ];
}

function least(measure: () => number): number {
  return Math.min(...Array.from({ length: 5 }, measure));
}

function wall(file: string, args: readonly string[]): number {
  const start = process.hrtime.bigint();
  run(file, args);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function run(file: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(file, args);
  if (status !== 0) {
    throw new Error(`${args.join(' ')} ended with status ${status}: ${stderr}`);
  }
}
