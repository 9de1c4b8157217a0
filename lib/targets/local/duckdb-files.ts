import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EVENTS_PREFIX } from '../../lake/table/partition';
import {
  admitsCategory,
  admitsDate,
  DATE_PARTS,
  type PartitionFilter,
} from '../../lake/table/partition-filter';

export interface LakeFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * The Parquet files of the partitions that any of the filters admits, by path. Only directories that can match are
 * listed: in a large lake listing is dearer than reading.
 */
export async function listFiles(lake: string, filters: readonly PartitionFilter[]): Promise<LakeFile[]> {
  const files = await filesBelow(join(lake, EVENTS_PREFIX), [], filters);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function filesBelow(
  directory: string,
  path: readonly number[],
  filters: readonly PartitionFilter[],
): Promise<LakeFile[]> {
  const part = DATE_PARTS[path.length] ?? 'event_category';
  const found: LakeFile[] = [];
  for (const name of await namesIn(directory)) {
    if (!name.startsWith(`${part}=`)) {
      continue;
    }
    const value = name.slice(part.length + 1);
    const below = join(directory, name);
    if (part === 'event_category') {
      found.push(...(filters.some((filter) => admitsCategory(filter, value)) ? await parquetIn(below) : []));
      continue;
    }
    const next = [...path, Number(value)];
    const admitting = filters.filter((filter) => admitsDate(filter, next));
    found.push(...(admitting.length > 0 ? await filesBelow(below, next, admitting) : []));
  }
  return found;
}

async function parquetIn(directory: string): Promise<LakeFile[]> {
  const names = (await namesIn(directory)).filter((name) => name.endsWith('.parquet'));
  return Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      return { path, bytes: (await stat(path)).size };
    }),
  );
}

/** Names in a directory; none when there is no directory. */
async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw error;
    }
    return [];
  }
}
