/** What is directly below a prefix, as an object store lists it with `/` as the delimiter. */
export type Listed<Stored extends StoredObject = StoredObject> =
  | { readonly kind: 'folder'; readonly prefix: string }
  | Stored;

export interface StoredObject {
  readonly kind: 'object';
  readonly key: string;
  readonly bytes: number;
  readonly storedMicros: number;
}

/** A stretch of time: `from` is in it, `to` is not. Microseconds since the epoch. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

const DAY_MICROS = 86_400_000_000;
/** Services write a day's last objects into the next one's first hours. */
const LATE_MICROS = DAY_MICROS;
const YEAR = /^\d{4}$/;

export interface SweepOptions<Stored> {
  /** @default 16 */
  readonly parallel?: number;
  /** Which objects of the folders entered are wanted. @default those stored within the window */
  readonly takes?: (object: Stored) => boolean;
}

/**
 * Objects below a prefix that were stored within a window. Folders by date (`2024/08/12/`, with zeros or without) are
 * entered only on the window's days and the one before, so that the cost follows the accounts, regions and services
 * that write, not the years they have written. Folders are listed side by side, `parallel` at a time.
 */
export async function* sweepFolders<Stored extends StoredObject>(
  list: (prefix: string) => AsyncIterable<Listed<Stored>>,
  root: string,
  window: Window,
  { parallel = 16, takes = (object) => isStoredIn(object, window) }: SweepOptions<Stored> = {},
): AsyncIterable<Stored> {
  let level = [root];
  while (level.length > 0) {
    const next: string[] = [];
    for (let at = 0; at < level.length; at += parallel) {
      const listings = level.slice(at, at + parallel).map((prefix) => collect(list(prefix)));
      for (const listed of await Promise.all(listings)) {
        yield* listed.filter((one): one is Stored => one.kind === 'object' && takes(one));
        next.push(...foldersOf(listed, window));
      }
    }
    level = next;
  }
}

export function isStoredIn({ storedMicros }: StoredObject, { from, to }: Window): boolean {
  return storedMicros >= from && storedMicros < to;
}

/** The folders to enter: below a place with years, those of the days. */
function foldersOf(listed: readonly Listed[], window: Window): string[] {
  const folders = listed.flatMap((one) => (one.kind === 'folder' ? [one.prefix] : []));
  const years = folders.filter((prefix) => YEAR.test(nameOf(prefix)));
  const others = folders.filter((prefix) => !YEAR.test(nameOf(prefix)));
  const [year] = years;
  return year === undefined
    ? others
    : [...others, ...daysOf(window).map((day) => `${year.slice(0, -'2024/'.length)}${day}`)];
}

function daysOf({ from, to }: Window): string[] {
  const days = new Set<string>();
  for (let at = Math.floor((from - LATE_MICROS) / DAY_MICROS) * DAY_MICROS; at < to; at += DAY_MICROS) {
    const date = new Date(at / 1000);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    // AWS Config writes its months and days without zeros.
    days.add(`${year}/${month}/${day}/`);
    days.add(`${year}/${String(month).padStart(2, '0')}/${String(day).padStart(2, '0')}/`);
  }
  return [...days];
}

function nameOf(prefix: string): string {
  return prefix.slice(prefix.lastIndexOf('/', prefix.length - 2) + 1, -1);
}

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) {
    all.push(value);
  }
  return all;
}
