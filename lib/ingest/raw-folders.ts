import { SOURCES } from '../sources';
import { COLLECTED_SOURCES } from '../sources/collected';
import type { Source } from '../sources/source';

interface Choice {
  readonly id: string;
  readonly enabled: boolean;
}

/** The sources that the configuration does not switch off. */
export function enabledSources(sources: readonly Choice[]): readonly Source[] {
  const off = new Set(sources.filter(({ enabled }) => !enabled).map(({ id }) => id));
  return SOURCES.filter(({ id }) => !off.has(id));
}

/**
 * Folders of raw keys that are told of and swept: those of the sources that are parsed and not switched off, and of
 * what is collected only. `AWSLogs/<account>/<folder>/…`, and for log groups `<folder>/<region>/…`. What lies in other
 * folders (a trail's digests) is left alone.
 * Source: CloudTrail User Guide, "Finding your CloudTrail log files"; VPC User Guide, "Flow log files".
 */
export function rawFolders(sources: readonly Choice[]): string[] {
  return [
    ...new Set([
      ...enabledSources(sources).flatMap(({ collection }) => collection.aws?.folders ?? []),
      ...COLLECTED_SOURCES.map(({ folder }) => folder),
    ]),
  ];
}

/** Whether a raw key is in one of some folders, at its beginning or further on. */
export function isInFolder(key: string, folders: readonly string[]): boolean {
  return folders.some((folder) => `/${key}`.includes(`/${folder}/`));
}
