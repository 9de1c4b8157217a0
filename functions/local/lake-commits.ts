import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../lib/hash';

/** Changes when a batch of the lake was committed, or made again. */
export async function commitsOf(lake: string): Promise<string> {
  const folder = join(lake, 'state', 'commits');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const times = await Promise.all(
    names.sort().map(async (name) => {
      const info = await stat(join(folder, name)).catch(() => undefined);
      return `${name} ${info?.mtimeMs ?? 0}`;
    }),
  );
  return sha256(times.join('\n'));
}
