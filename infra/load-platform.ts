import { readFileSync } from 'node:fs';
import { loadConfig } from '../lib/config/load';
import { formatProblem } from '../lib/config/problem';
import { resolve } from '../lib/config/resolve';
import type { ResolvedPlatform } from '../lib/config/resolved';

const DEFAULT_CONFIG = 'infra/config/platform.yaml';

/**
 * The platform as `path` describes it; without one, as the environment's KUMOMORI_CONFIG does, or else the
 * example. Throws with every problem, one a line.
 */
export function loadPlatform(path: string = process.env.KUMOMORI_CONFIG ?? DEFAULT_CONFIG): ResolvedPlatform {
  const config = loadConfig(readConfig(path), path);
  if (!config.ok) {
    throw new Error(config.problem.map(formatProblem).join('\n'));
  }
  return resolve(config.value);
}

function readConfig(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(
      `${path}: cannot be read: name a file with --config, or write one with \`kumomori init\``,
    );
  }
}

/** The day, YYYY-MM-DD, UTC: only acknowledgements look at it, nothing that is written depends on it. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Runs a program to its end; a failure is its message on stderr and exit code 2, without a stack trace. */
export function run(program: () => void): void {
  try {
    program();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
