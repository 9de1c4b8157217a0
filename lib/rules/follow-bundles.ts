import type { KeyObject } from 'node:crypto';
import type { Clock } from '../ports/clock';
import type { KeyValueStore, VersionedValue } from '../ports/key-value-store';
import { type BundlePlace, type Placed, placeKeys } from './bundle-place';
import { type BundleContent, fetchBundle } from './fetch-bundle';
import { POINTER_BYTES, type Pointer, publishedAt, readPointer } from './pointer';

/** What a look at the pointer came to. */
export interface Look {
  /** What is in force after it; undefined: what was deployed. */
  readonly pointer: Pointer | undefined;
  /** Whether that is another than before. */
  readonly changed: boolean;
  /** Why what is published was refused. */
  readonly problem?: string;
}

export interface FollowContext<Made> {
  readonly place: BundlePlace;
  /** Public keys; a pointer that none of them signed is refused. */
  readonly keys: readonly KeyObject[];
  /** Lower sequences are refused, however well they are signed. */
  readonly leastSequence: number;
  readonly everyMinutes: number;
  readonly clock: Clock;
  /** Keeps the last good pointer between starts, for all functions together. */
  readonly state: Pick<KeyValueStore, 'get' | 'putIfAbsent' | 'replace'>;
  /** Makes what a run works with of a bundle, or of what was deployed. Throws where it cannot: the bundle is refused. */
  readonly make: (content: BundleContent | undefined) => Promise<Made>;
  readonly tell: (look: Look) => void;
}

interface InForce<Made> {
  readonly made: Made;
  readonly pointer?: Pointer;
  /** Of the pointer's object. */
  readonly tag?: string;
}

/** Key of the last good pointer in the state table. */
export const LAST_GOOD = 'rules/last-good';
const MINUTE_MICROS = 60_000_000;

/**
 * What to work with, asked before each run: of the published bundle in force, looked up again once the minutes are
 * over. Detection never stops because of a bundle. What is unsigned, broken, older than one seen before or of no use
 * is told and refused, and what was in force stays: in this process, else the last good bundle of any function, else
 * what was deployed.
 */
export function followBundles<Made>(context: FollowContext<Made>): () => Promise<Made> {
  let inForce: InForce<Made> | undefined;
  let due = 0;
  return async () => {
    const now = context.clock.nowMicros();
    if (inForce === undefined || now >= due) {
      inForce = await look(inForce, context);
      due = now + context.everyMinutes * MINUTE_MICROS;
    }
    return inForce.made;
  };
}

async function look<Made>(
  inForce: InForce<Made> | undefined,
  context: FollowContext<Made>,
): Promise<InForce<Made>> {
  try {
    const found = await newer(inForce, context);
    const now = found ?? inForce ?? (await deployed(context));
    context.tell({ pointer: now.pointer, changed: now !== inForce });
    return now;
  } catch (error) {
    const kept = inForce ?? (await lastGood(context)) ?? (await deployed(context));
    const problem = error instanceof Error ? error.message : String(error);
    context.tell({ pointer: kept.pointer, changed: kept !== inForce, problem });
    return kept;
  }
}

/** What the pointer names, where that is not what is in force; undefined where there is nothing new. */
async function newer<Made>(
  inForce: InForce<Made> | undefined,
  context: FollowContext<Made>,
): Promise<InForce<Made> | undefined> {
  const { place, state } = context;
  const found = await place.read(placeKeys.pointer, POINTER_BYTES, inForce?.tag);
  if (found === 'unchanged') {
    return undefined;
  }
  const kept = await state.get(LAST_GOOD);
  const seen = [inForce?.pointer, pointerIn(kept, context)].flatMap((one) => one ?? []);
  if (found === undefined) {
    if (seen.length > 0) {
      throw new Error(`${placeKeys.pointer}: is gone: publish again`);
    }
    return undefined;
  }
  const pointer = accepted(found, seen, context);
  const made = await open(pointer, context);
  await remember(found, pointer, kept, context);
  return { made, pointer, tag: found.tag };
}

/** The pointer that was found; throws where it is not signed, or not newer than one that was seen. */
function accepted<Made>(
  { bytes }: Placed,
  seen: readonly Pointer[],
  { place, keys, leastSequence }: FollowContext<Made>,
): Pointer {
  const read = readPointer(bytes, place.name, keys);
  if (!read.ok) {
    throw new Error(`${placeKeys.pointer}: ${read.problem}`);
  }
  const { sequence, version } = read.value;
  const least = Math.max(leastSequence, ...seen.map((one) => one.sequence));
  if (sequence < least) {
    throw new Error(
      `${placeKeys.pointer}: is of ${publishedAt(read.value)}, older than what was in force or is allowed (${publishedAt({ sequence: least })}): a replay? To go back, use kumomori rules rollback`,
    );
  }
  if (seen.some((one) => one.sequence === sequence && one.version !== version)) {
    throw new Error(`${placeKeys.pointer}: has the sequence ${sequence} of another version: publish again`);
  }
  return read.value;
}

async function open<Made>(pointer: Pointer, { place, make }: FollowContext<Made>): Promise<Made> {
  const content = await fetchBundle(place, pointer.version);
  if (!content.ok) {
    throw new Error(content.problem);
  }
  return make(content.value);
}

/** Left to the next look when another function was first. */
async function remember<Made>(
  { bytes }: Placed,
  { sequence }: Pointer,
  kept: VersionedValue | undefined,
  context: FollowContext<Made>,
): Promise<void> {
  const text = Buffer.from(bytes).toString('utf8');
  if (kept === undefined) {
    await context.state.putIfAbsent(LAST_GOOD, text);
  } else if (sequence > (pointerIn(kept, context)?.sequence ?? 0)) {
    await context.state.replace(LAST_GOOD, text, kept.version);
  }
}

/** One whose key is no longer configured counts as none: what a lost key signed binds nobody. */
function pointerIn<Made>(
  kept: VersionedValue | undefined,
  { place, keys }: FollowContext<Made>,
): Pointer | undefined {
  const read = kept && readPointer(Buffer.from(kept.value), place.name, keys);
  return read?.ok ? read.value : undefined;
}

async function lastGood<Made>(context: FollowContext<Made>): Promise<InForce<Made> | undefined> {
  try {
    const pointer = pointerIn(await context.state.get(LAST_GOOD), context);
    return pointer && pointer.sequence >= context.leastSequence
      ? { made: await open(pointer, context), pointer }
      : undefined;
  } catch {
    // The reason was told for the newest; what was deployed takes its place.
    return undefined;
  }
}

async function deployed<Made>({ make }: FollowContext<Made>): Promise<InForce<Made>> {
  return { made: await make(undefined) };
}
