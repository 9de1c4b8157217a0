import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../functions/local/package-root';
import { writeCloudTrailObject } from './corpus';

const OBJECT_BYTES = 200e6;
const CLI = join(PACKAGE_ROOT, 'dist', 'kumomori.js');
const REPORT_PEAK = join(PACKAGE_ROOT, 'test', 'bench', 'report-peak.cjs');

/** Peak resident memory (MB) and seconds of whole commands over one CloudTrail object of 200 MB inflated. */
export async function measureMemory(): Promise<
  { command: string; peakMegabytes: number; seconds: number }[]
> {
  const folder = mkdtempSync(join(tmpdir(), 'kumomori-bench-'));
  try {
    const file = join(folder, 'object.json.gz');
    await writeCloudTrailObject(file, OBJECT_BYTES);
    return [
      run('kumomori ingest', ['ingest', '--lake', join(folder, 'lake'), file]),
      run('kumomori detect', ['detect', file]),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the command in a process of its own, which reports its own peak at the end. */
function run(
  command: string,
  args: readonly string[],
): { command: string; peakMegabytes: number; seconds: number } {
  const start = process.hrtime.bigint();
  const { stderr, status } = spawnSync(process.execPath, ['--require', REPORT_PEAK, CLI, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const kilobytes = Number(/maxrss (\d+)/.exec(stderr.toString())?.[1]);
  if (status !== 0 || !kilobytes) {
    throw new Error(`${command} ended with status ${status}: ${stderr.toString().slice(0, 500)}`);
  }
  return { command, peakMegabytes: kilobytes / 1024, seconds };
}
