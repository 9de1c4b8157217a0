import type { ResolvedPlatform, ResolvedSource } from '../../../lib/config/resolved';
import { isStreamed } from '../../../lib/sigma/speed';
import { SOURCES } from '../../../lib/sources';
import type { AwsCollection } from '../../../lib/sources/source';

/** What the streams carry, from what sources say of themselves and the configuration of them. */

function collections(
  { sources }: Pick<ResolvedPlatform, 'sources'>,
  choose: (source: ResolvedSource) => boolean,
): AwsCollection[] {
  const chosen = new Set(sources.filter((source) => source.enabled && choose(source)).map(({ id }) => id));
  return SOURCES.flatMap(({ id, collection }) => (chosen.has(id) ? (collection.aws ?? []) : []));
}

/** Whether rules look at anything of AWS in real time. */
export function isAnyStreamed(platform: Pick<ResolvedPlatform, 'sources'>): boolean {
  return collections(platform, ({ criticality }) => isStreamed(criticality)).length > 0;
}

/** `detail-type`s of the events on the central bus that rules look at in real time. */
export function streamedDetailTypes(platform: Pick<ResolvedPlatform, 'sources'>): string[] {
  const streamed = collections(platform, ({ criticality }) => isStreamed(criticality));
  return [...new Set(streamed.flatMap(({ detailTypes = [] }) => detailTypes))];
}

/** A raw folder that the central bus fills, since the service writes no objects itself. */
export interface BusFolder {
  readonly folder: string;
  readonly detailTypes: readonly string[];
}

export function busFolders(platform: Pick<ResolvedPlatform, 'sources'>): BusFolder[] {
  return collections(platform, () => true)
    .filter(({ rawFromBus }) => rawFromBus === true)
    .flatMap(({ folders: [folder], detailTypes = [] }) =>
      folder === undefined ? [] : [{ folder, detailTypes }],
    );
}
