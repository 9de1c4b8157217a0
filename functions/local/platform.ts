import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadConfig } from '../../lib/config/load';
import { formatProblem } from '../../lib/config/problem';
import { resolve } from '../../lib/config/resolve';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { sha256 } from '../../lib/hash';
import { UsageError } from './errors';
import { PACKAGE_ROOT } from './package-root';

export interface PlatformOptions {
  readonly config?: string;
}

export interface LoadedPlatform {
  readonly platform: ResolvedPlatform;
  /** Folder that the configuration's relative paths start from. */
  readonly folder: string;
  /** Hash of the resolved configuration. */
  readonly version: string;
}

/** The configuration asked for, else `platform.yaml` in the working folder, else the shipped example. */
export function configFile(option: string | undefined): string {
  if (option) {
    return option;
  }
  return existsSync('platform.yaml')
    ? 'platform.yaml'
    : join(PACKAGE_ROOT, 'infra', 'config', 'platform.yaml');
}

/** Reads and resolves the configuration; every problem becomes a line of one usage error. */
export async function loadPlatform(options: PlatformOptions): Promise<LoadedPlatform> {
  const file = configFile(options.config);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(
      `${file}: cannot be read; name a configuration with --config, or write one with \`kumomori init\``,
    );
  });
  const loaded = loadConfig(text, file);
  if (!loaded.ok) {
    throw new UsageError(loaded.problem.map(formatProblem).join('\n'));
  }
  const platform = resolve(loaded.value);
  return { platform, folder: dirname(file), version: sha256(JSON.stringify(loaded.value)).slice(0, 16) };
}
