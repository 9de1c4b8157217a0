import { SOURCES } from '../sources';
import type { Collection, Criticality } from '../sources/source';

/** What configuration needs to know of a source. */
export interface SourceMetadata {
  readonly id: string;
  readonly title: string;
  readonly cloud: Collection['cloud'];
  readonly criticality: Criticality;
}

/** The register's sources, in its order: a new source is configurable by being in the register. */
export const SOURCE_METADATA: readonly SourceMetadata[] = SOURCES.map(
  ({ id, title, collection, criticality }) => ({ id, title, cloud: collection.cloud, criticality }),
);
