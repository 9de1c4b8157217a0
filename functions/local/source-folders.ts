import { rawFolders } from '../../lib/ingest/raw-folders';
import { SOURCES, sourceById } from '../../lib/sources';
import type { Source } from '../../lib/sources/source';
import { UsageError } from './errors';

/** The source of an id; undefined when none is given. */
export function readSource(id: string | undefined): Source | undefined {
  const source = id === undefined ? undefined : sourceById(id);
  if (id !== undefined && source === undefined) {
    throw new UsageError(
      `--source ${id}: no such source; one of ${SOURCES.map((each) => each.id).join(', ')}`,
    );
  }
  return source;
}

/** Folders of raw keys on AWS of a source, or of all that come into the lake. */
export function rawFoldersOf(
  sources: Parameters<typeof rawFolders>[0],
  source: Source | undefined,
): readonly string[] {
  if (source === undefined) {
    return rawFolders(sources);
  }
  const folders = source.collection.aws?.folders ?? [];
  if (folders.length === 0) {
    throw new UsageError(`--source ${source.id}: has no raw objects on AWS`);
  }
  return folders;
}
