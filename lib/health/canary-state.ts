import { isObject } from '../json';
import type { Clock } from '../ports/clock';
import type { KeyValueStore } from '../ports/key-value-store';
import type { Detection } from '../sigma/detector';
import type { Source } from '../sources/source';
import type { CanaryWay } from './canary';
import { isCanaryRule } from './canary-rules';

/** Kind of the state's keys in the platform's table. */
export const CANARY_STATE = 'canary';

/** A canary under way: of each source at most one a way. Kept under `canary/<way>/<source>`. */
export interface SentCanary {
  readonly source: string;
  readonly way: CanaryWay;
  /** The hour it is named after, which is the time of its event. */
  readonly runMicros: number;
  readonly sentMicros: number;
  /** The raw object that it came as. */
  readonly object?: { readonly bucket: string; readonly key: string; readonly versionId: string };
  /** It could not be sent, and was lost at once. */
  readonly unsent?: true;
  /** When its rule saw it in a stream. */
  readonly seenMicros?: number;
}

const keyOf = ({ way, source }: Pick<SentCanary, 'way' | 'source'>) => `${CANARY_STATE}/${way}/${source}`;

/** All that are under way. */
export async function sentCanaries(store: KeyValueStore): Promise<readonly SentCanary[]> {
  const sent: SentCanary[] = [];
  for await (const { key, value } of store.list(`${CANARY_STATE}/`)) {
    sent.push(parse(key, value));
  }
  return sent;
}

export async function keepCanary(store: KeyValueStore, canary: SentCanary): Promise<void> {
  await store.put(keyOf(canary), JSON.stringify(canary));
}

export async function forgetCanary(store: KeyValueStore, canary: SentCanary): Promise<void> {
  await store.remove(keyOf(canary));
}

/** Canaries among the matches of rules in a stream. */
export interface CanaryWatch {
  /** Takes note of a rule's match, where it is a canary's. */
  note(hit: Detection, timeMicros: number, source: Source): void;
  /** Writes down which of those noted were under way. Throws where the state cannot be had: note them again then. */
  keep(): Promise<void>;
}

/**
 * What comes in a stream can be anybody's: only a canary that is under way is written down, so that a flood of copies
 * costs one look a source and batch.
 */
export function watchCanaries(store: KeyValueStore, clock: Clock): CanaryWatch {
  const noted = new Map<string, number>();
  return {
    note: ({ rule }, timeMicros, { id }) => {
      if (isCanaryRule(rule)) {
        noted.set(id, timeMicros);
      }
    },
    keep: async () => {
      const seen = [...noted];
      noted.clear();
      for (const [source, runMicros] of seen) {
        await see(store, source, runMicros, clock.nowMicros());
      }
    },
  };
}

async function see(store: KeyValueStore, source: string, runMicros: number, now: number): Promise<void> {
  const key = keyOf({ way: 'stream', source });
  const found = await store.get(key);
  const sent = found && parse(key, found.value);
  if (found && sent?.runMicros === runMicros && sent.seenMicros === undefined) {
    // Whoever wrote in between has seen it, or judged it.
    await store.replace(key, JSON.stringify({ ...sent, seenMicros: now }), found.version);
  }
}

function parse(key: string, text: string): SentCanary {
  const value: unknown = JSON.parse(text);
  if (isObject(value) && typeof value.sentMicros === 'number' && typeof value.runMicros === 'number') {
    return value as unknown as SentCanary;
  }
  throw new Error(
    `${key}: not a canary's record, got ${text.slice(0, 80)}: delete it, the next run writes it`,
  );
}
