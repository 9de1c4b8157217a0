import type { BlobStore } from '../../ports/blob-store';
import { compareHits, type KeptHit } from '../../sigma/correlate/kept-hit';
import { formatMicros } from '../../time';
import { HOUR_MICROS, type HourMicros, type Stretch } from './stretches';

/**
 * The hits of a lake, by hour of event time and batch: `state/correlate/hits/2024-08-12T10/<batch>-000.ndjson`. Like a
 * batch's other files they are a function of its manifest and versions.
 */
const PREFIX = 'state/correlate/hits/';
const MAX_BUFFERED_CHARACTERS = 8 << 20;
const DAY_MICROS = 24 * HOUR_MICROS;

/** Writes the hits of one batch. Which hits make a file is decided as each is added, never by when it is drained. */
export class HitWriter {
  private hours = new Map<HourMicros, string[]>();
  private characters = 0;
  private part = 0;
  private sealed: { readonly key: string; readonly lines: readonly string[] }[] = [];
  readonly keys = new Set<string>();

  constructor(
    private readonly store: BlobStore,
    private readonly batch: string,
  ) {}

  add(hit: KeptHit): void {
    const hour = hourOf(hit.timeMicros);
    const line = encode(hit);
    const lines = this.hours.get(hour) ?? [];
    lines.push(line);
    this.hours.set(hour, lines);
    this.characters += line.length;
    if (this.characters > MAX_BUFFERED_CHARACTERS) {
      this.seal();
    }
  }

  async drain(): Promise<void> {
    const files = this.sealed;
    this.sealed = [];
    for (const { key, lines } of files) {
      await this.store.put(key, new TextEncoder().encode(lines.join('')));
      this.keys.add(key);
    }
  }

  /** Stores what is left; the keys of all files. */
  async close(): Promise<ReadonlySet<string>> {
    this.seal();
    await this.drain();
    return this.keys;
  }

  private seal(): void {
    const name = `${this.batch}-${String(this.part++).padStart(3, '0')}.ndjson`;
    for (const [hour, lines] of this.hours) {
      this.sealed.push({ key: `${PREFIX}${nameOf(hour)}/${name}`, lines });
    }
    this.hours = new Map();
    this.characters = 0;
  }
}

/** Every file of hits of a stretch of event time, in order of time; only its days are listed. */
export async function listHitFiles(store: BlobStore, { from, to }: Stretch): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let day = Math.floor(from / DAY_MICROS) * DAY_MICROS; day < to; day += DAY_MICROS) {
    for await (const { key } of store.list(`${PREFIX}${formatMicros(day).slice(0, '2024-08-12T'.length)}`)) {
      if (hourOfKey(key) + HOUR_MICROS > from && hourOfKey(key) < to) {
        keys.push(key);
      }
    }
  }
  return keys;
}

/** Every file of a batch's hits: the whole of the lake's is listed. */
export async function listBatchHitFiles(store: BlobStore, batch: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(PREFIX)) {
    if (key.slice(key.lastIndexOf('/') + 1).startsWith(`${batch}-`)) {
      keys.push(key);
    }
  }
  return keys;
}

/** The hour a file of hits is for. */
export function hourOfKey(key: string): HourMicros {
  return Date.parse(`${key.slice(PREFIX.length, key.lastIndexOf('/'))}:00:00Z`) * 1000;
}

/** The hits of some files without their briefs, an hour at a time, in order of time; one hour is in memory at a time. */
export async function* readHits(
  store: BlobStore,
  keys: readonly string[],
): AsyncIterable<readonly Omit<KeptHit, 'brief'>[]> {
  const hours = new Map<HourMicros, string[]>();
  for (const key of keys) {
    hours.set(hourOfKey(key), [...(hours.get(hourOfKey(key)) ?? []), key]);
  }
  for (const [, files] of [...hours].sort(([a], [b]) => a - b)) {
    const hits: Omit<KeptHit, 'brief'>[] = [];
    for (const key of files) {
      for await (const { brief: _, ...hit } of readFile(store, key)) {
        hits.push(hit);
      }
    }
    yield hits.sort(compareHits);
  }
}

/** The briefs of some events, by their uids. */
export async function readBriefs(
  store: BlobStore,
  keys: readonly string[],
  eventUids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const key of eventUids.size === 0 ? [] : keys) {
    for await (const { eventUid, brief } of readFile(store, key)) {
      if (eventUids.has(eventUid) && !found.has(eventUid)) {
        found.set(eventUid, brief);
      }
    }
  }
  return found;
}

async function* readFile(store: BlobStore, key: string): AsyncIterable<KeptHit> {
  const bytes = await store.get(key);
  for (const line of bytes ? new TextDecoder().decode(bytes).split('\n') : []) {
    if (line !== '') {
      yield decode(line);
    }
  }
}

export function hourOf(timeMicros: number): HourMicros {
  return Math.floor(timeMicros / HOUR_MICROS) * HOUR_MICROS;
}

function nameOf(hour: HourMicros): string {
  return formatMicros(hour).slice(0, '2024-08-12T10'.length);
}

type Packed = [KeptHit['ruleId'], KeptHit['eventUid'], number, KeptHit['values'], KeptHit['brief']];

function encode({ ruleId, eventUid, timeMicros, values, brief }: KeptHit): string {
  const packed: Packed = [ruleId, eventUid, timeMicros, values, brief];
  return `${JSON.stringify(packed)}\n`;
}

/** Reads what `encode` wrote: nobody else writes these files. */
function decode(line: string): KeptHit {
  const [ruleId, eventUid, timeMicros, values, brief] = JSON.parse(line) as Packed;
  return { ruleId, eventUid, timeMicros, values, brief };
}
