import type { KeptObject } from '../../ports/archive';
import { isInFolder } from '../raw-folders';
import type { RawPlace } from '../settings';
import { isStoredIn, type Listed, type StoredObject, sweepFolders, type Window } from '../sweep-folders';

/** One version of a raw object, as a listing tells of it. */
export interface RawVersion extends StoredObject, Omit<KeptObject, 'versionId'> {
  readonly versionId: string;
}

/** A raw bucket whose objects can be listed, though not read. */
export interface RawVersions extends RawPlace {
  list(prefix: string): AsyncIterable<Listed<RawVersion>>;
}

const DAY_MICROS = 86_400_000_000;
/** AWS Config writes its months and days without zeros. */
const DATE = /\/(\d{4})\/(\d{1,2})\/(\d{1,2})\//;

/** The parts of a stretch of time by UTC day, in order: a day's objects are what is held at once. */
export function* daysOf({ from, to }: Window): Iterable<Window> {
  for (let at = from; at < to; ) {
    const next = (Math.floor(at / DAY_MICROS) + 1) * DAY_MICROS;
    yield { from: at, to: Math.min(next, to) };
    at = next;
  }
}

/**
 * A bucket's raw objects of a day's part of a range, in folders of some names: those stored then, and, when the part is
 * the whole day, those of its dated folders that were stored at no time of the range, such as copies made later.
 * Every object of a range is in one of its parts.
 */
export function rawVersionsOf(
  raw: RawVersions,
  part: Window,
  range: Window,
  folders: readonly string[],
): AsyncIterable<RawVersion> {
  const whole = part.to - part.from === DAY_MICROS;
  return sweepFolders(raw.list, raw.root, part, {
    takes: (object) =>
      isInFolder(object.key, folders) &&
      (isStoredIn(object, part) || (whole && !isStoredIn(object, range) && dateOf(object.key) === part.from)),
  });
}

/** The day that a key's folders name, microseconds since the epoch. */
function dateOf(key: string): number | undefined {
  const [, year, month, day] = DATE.exec(key) ?? [];
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day)) * 1000;
}
