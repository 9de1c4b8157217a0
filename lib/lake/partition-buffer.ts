import type { Codec } from './parquet/codec';
import { createParquetEncoder, MAX_ROWS_PER_GROUP } from './parquet/encoder';
import { empty, type OpenPartition, openPartition, renumber, timeOrder, timesOf } from './partition-open';
import { fillCells } from './partition-row';
import { COLUMNS, TABLE_VERSION } from './table/columns';
import { categoryOf, EVENT_CATEGORIES, epochHour } from './table/partition';
import type { EventRow } from './table/row';

/** Memory of a row beside its plain columns: numbers, dictionary entries, its place in a partition. */
const ROW_BYTES = COLUMNS.length * 8 + 64;

export interface BufferLimits {
  readonly maxBufferedBytes: number;
  readonly maxRowsPerFile: number;
}

/** Rows that make up one file, decided but not yet encoded. */
interface Sealed {
  readonly key: string;
  readonly order: Int32Array;
  readonly minTimeUs: number;
  readonly maxTimeUs: number;
}

export interface EncodedFile {
  readonly key: string;
  readonly rows: number;
  readonly body: Uint8Array;
  readonly minTimeUs: number;
  readonly maxTimeUs: number;
}

/** Rows on their way into files. Which rows make a file is decided as each is appended, never by when files are taken. */
export class PartitionBuffer {
  private readonly encoder = createParquetEncoder({
    columns: COLUMNS,
    sortedBy: 'event_time',
    metadata: { 'security_events.version': String(TABLE_VERSION) },
  });
  private readonly partitions = new Map<number, OpenPartition>();
  private readonly cells = new Array<unknown>(COLUMNS.length);
  private sealed: Sealed[] = [];
  private liveBytes = 0;
  private deadBytes = 0;

  constructor(
    private readonly batch: string,
    private readonly limits: BufferLimits,
  ) {}

  /** Throws without having taken anything of the row when it cannot be written. */
  append(row: EventRow): void {
    fillCells(row, this.cells);
    const partition = this.partitionOf(row);
    const bytes = this.encoder.append(this.cells) + ROW_BYTES;
    partition.rows.push(this.encoder.rows - 1);
    partition.times.push(row.timeMicros);
    partition.bytes += bytes;
    this.liveBytes += bytes;
    if (partition.rows.length >= Math.min(this.limits.maxRowsPerFile, MAX_ROWS_PER_GROUP)) {
      this.seal(partition);
    } else if (this.liveBytes > this.limits.maxBufferedBytes) {
      this.sealLargest();
    }
  }

  /** Makes files of all rows that are left, partition by partition in the order of their keys. */
  sealAll(): void {
    for (const partition of this.open().sort((a, b) => (a.prefix < b.prefix ? -1 : 1))) {
      this.seal(partition);
    }
  }

  /** Whether there are files to encode. */
  hasSealed(): boolean {
    return this.sealed.length > 0;
  }

  /** The files decided since the last call; their rows are forgotten. */
  encode(codec: Codec): EncodedFile[] {
    const files = this.sealed.map(({ order, ...file }) => ({
      ...file,
      rows: order.length,
      body: this.encoder.encodeFile(order, codec),
    }));
    this.sealed = [];
    if (this.deadBytes >= this.liveBytes) {
      this.forgetDead();
    }
    return files;
  }

  private partitionOf({ timeMicros, event }: EventRow): OpenPartition {
    const category = categoryOf(event.class_uid);
    const id = epochHour(timeMicros) * EVENT_CATEGORIES.length + EVENT_CATEGORIES.indexOf(category);
    let partition = this.partitions.get(id);
    if (!partition) {
      partition = openPartition(timeMicros, category);
      this.partitions.set(id, partition);
    }
    return partition;
  }

  private open(): OpenPartition[] {
    return [...this.partitions.values()].filter((partition) => partition.rows.length > 0);
  }

  /** Half is kept, so that forgetting rows copies each row once more at most, on average. */
  private sealLargest(): void {
    for (const partition of this.open().sort((a, b) => b.bytes - a.bytes)) {
      if (this.liveBytes <= this.limits.maxBufferedBytes / 2) {
        return;
      }
      this.seal(partition);
    }
  }

  private seal(partition: OpenPartition): void {
    const key = `${partition.prefix}${this.batch}-${String(partition.files++).padStart(3, '0')}.parquet`;
    this.sealed.push({ key, order: timeOrder(partition), ...timesOf(partition) });
    this.liveBytes -= partition.bytes;
    this.deadBytes += partition.bytes;
    empty(partition);
  }

  private forgetDead(): void {
    const live = this.open();
    const kept = Int32Array.from(live.flatMap((partition) => partition.rows)).sort();
    const numberOf = new Int32Array(this.encoder.rows);
    kept.forEach((row, number) => {
      numberOf[row] = number;
    });
    this.encoder.retain(kept);
    for (const partition of live) {
      renumber(partition, numberOf);
    }
    this.deadBytes = 0;
  }
}
