import { daysOf, rawVersionsOf } from '../../../lib/ingest/replay/raw-version';
import type { RawPlace } from '../../../lib/ingest/settings';
import type { TimeSpan } from '../../../lib/lake/archive/archived-hours';
import { isOfCategory, lakePrefixes } from '../../../lib/lake/archive/lake-prefixes';
import { categoryOf, EVENT_CATEGORIES } from '../../../lib/lake/table/partition';
import type { Archive, KeptObject } from '../../../lib/ports/archive';
import type { Source } from '../../../lib/sources/source';
import { s3Archive } from '../../../lib/targets/aws/archive';
import { listRawVersions } from '../../../lib/targets/aws/raw-versions';
import type { AwsPlatform } from '../aws-platform';
import { rawFoldersOf, readSource } from '../source-folders';

/** A bucket, and the objects of it that are asked for; they are listed each time. */
export interface ArchivedPlace {
  readonly archive: Archive;
  readonly objects: () => AsyncIterable<KeptObject>;
}

export function placesOf(
  opened: AwsPlatform,
  span: TimeSpan,
  { raw, source: id }: { readonly raw?: boolean; readonly source?: string },
): readonly ArchivedPlace[] {
  const source = readSource(id);
  return raw
    ? opened.raw.map((place) => rawPlace(opened, place, span, source))
    : [lakePlace(opened, span, source)];
}

function lakePlace(
  { s3, home, lake }: AwsPlatform,
  span: TimeSpan,
  source: Source | undefined,
): ArchivedPlace {
  const archive = s3Archive(s3(home), lake);
  const categories = source === undefined ? EVENT_CATEGORIES : source.classes.map(categoryOf);
  return {
    archive,
    objects: async function* () {
      for (const prefix of lakePrefixes(span)) {
        for await (const object of archive.list(prefix)) {
          if (isOfCategory(object.key, categories)) {
            yield object;
          }
        }
      }
    },
  };
}

function rawPlace(
  { s3, platform }: AwsPlatform,
  place: RawPlace,
  span: TimeSpan,
  source: Source | undefined,
): ArchivedPlace {
  const client = s3(place.region);
  const folders = rawFoldersOf(platform.sources, source);
  const raw = { ...place, list: (prefix: string) => listRawVersions(client, place.bucket, prefix) };
  return {
    archive: s3Archive(client, place.bucket),
    objects: async function* () {
      for (const part of daysOf(span)) {
        yield* rawVersionsOf(raw, part, span, folders);
      }
    },
  };
}
