import { parquetWriteBuffer } from 'hyparquet-writer';
import type { JsonObject } from '../../json';
import type { Codec } from '../../lake/parquet/codec';
import type { OcsfEvent } from '../../ocsf/event';
import type { CustomSource, SecurityLakeDestination } from '../destination';
import type { Line } from '../parcel';
import type { RefusedLine } from '../refused';
import { cellOf, columnsOf, parquetSchema } from './columns';
import { toOlderOcsf } from './convert';

/** A file for a custom source. */
export interface LakeFile {
  readonly source: CustomSource;
  readonly key: string;
  readonly events: number;
  readonly body: Uint8Array;
}

export interface LakeFiles {
  readonly files: readonly LakeFile[];
  /** Events that have no place there. */
  readonly refused: readonly RefusedLine[];
}

const AWS_ACCOUNT = /^\d{12}$/;
const MAX_ACCOUNT = 100;

/**
 * Events as files of Security Lake: Parquet, one class, account and day a file, in the order of time. The same lines
 * give the same files under the same keys. Source: Security Lake User Guide, "Collecting data from custom sources".
 */
export function lakeFiles(
  lines: readonly Line[],
  destination: SecurityLakeDestination,
  name: string,
  codec: Codec,
): LakeFiles {
  const groups = new Map<string, { readonly source: CustomSource; readonly events: JsonObject[] }>();
  const refused: RefusedLine[] = [];
  for (const line of lines) {
    try {
      const source = sourceOf(line.event, destination);
      const key = `${source.prefix}${partition(line.event, destination.region)}/${name}.parquet`;
      const group = groups.get(key) ?? { source, events: [] };
      group.events.push(toOlderOcsf(line.event));
      groups.set(key, group);
    } catch (error) {
      refused.push({ ...line, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const files = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { source, events }]) => ({
      source,
      key,
      events: events.length,
      body: parquetOf(source.classUid, events, codec),
    }));
  return { files, refused };
}

function sourceOf({ class_uid }: OcsfEvent, { name, customSources }: SecurityLakeDestination): CustomSource {
  const source = customSources.find(({ classUid }) => classUid === class_uid);
  if (!source) {
    throw new Error(
      `destination ${name} has no custom source for class ${class_uid}: register one, or let it go`,
    );
  }
  return source;
}

function partition({ cloud, time }: OcsfEvent, region: string): string {
  const day = new Date(time).toISOString().slice(0, 10).replaceAll('-', '');
  return `region=${region}/accountId=${accountOf(cloud)}/eventDay=${day}`;
}

/** Accounts of other clouds are marked as such, so that none is taken for one of AWS. */
function accountOf(cloud: OcsfEvent['cloud']): string {
  const uid = cloud?.account?.uid ?? '';
  if (cloud?.provider === 'AWS' && AWS_ACCOUNT.test(uid)) {
    return uid;
  }
  const safe = uid.replace(/[^\w.-]/g, '_').slice(0, MAX_ACCOUNT);
  return safe === '' ? 'external' : `external_${safe}`;
}

function parquetOf(classUid: number, events: readonly JsonObject[], codec: Codec): Uint8Array {
  const sorted = [...events].sort((a, b) => Number(a.time) - Number(b.time));
  const columns = columnsOf(classUid, sorted);
  return new Uint8Array(
    parquetWriteBuffer({
      schema: parquetSchema(columns),
      columnData: columns.map((column) => ({
        name: column.name,
        data: sorted.map((event) => cellOf(column, event[column.name])),
      })),
      codec: 'ZSTD',
      compressors: { ZSTD: (page) => codec.compress(page) },
      rowGroupSize: ROW_GROUP,
      createdBy: 'Kumomori',
    }),
  );
}

const ROW_GROUP = 50_000;
