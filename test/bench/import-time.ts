import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { PACKAGE_ROOT } from '../../functions/local/package-root';

const ROOT = PACKAGE_ROOT;

/** Milliseconds (least of several) to load the bundled pipeline in a new process, and to run the smallest command. */
export function measureImport(): { what: string; millis: number }[] {
  const bundle = join(ROOT, 'dist', 'bench-pipeline.js');
  buildSync({
    entryPoints: [join(ROOT, 'lib', 'pipeline', 'assemble.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: true,
    logLevel: 'error',
  });
  const timed = `const s=process.hrtime.bigint();require(${JSON.stringify(bundle)});console.log(Number(process.hrtime.bigint()-s)/1e6)`;
  const node = process.execPath;
  return [
    {
      what: 'import of the bundled pipeline, as a handler does',
      millis: least(() => Number(run(node, ['-e', timed]))),
    },
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

function run(file: string, args: readonly string[]): string {
  const { stdout, status, stderr } = spawnSync(file, args);
  if (status !== 0) {
    throw new Error(`${args.join(' ')} ended with status ${status}: ${stderr}`);
  }
  return stdout.toString();
}
