import { EVENT_CATEGORIES } from './partition';

/** The integer columns of a partition, from the widest. */
export const DATE_PARTS = ['year', 'month', 'day', 'hour'] as const;
export type DatePart = (typeof DATE_PARTS)[number];

/** What a query asks of partitions; whatever is absent admits everything. */
export interface PartitionFilter {
  readonly parts?: Readonly<Partial<Record<DatePart, readonly Test<number>[]>>>;
  readonly categories?: readonly Test<string>[];
  /** Event times asked for, microseconds since the epoch, both included. */
  readonly from?: number;
  readonly to?: number;
}

export type Test<Value> = (value: Value) => boolean;

/** Narrows a filter by another one. */
export function both(a: PartitionFilter, b: PartitionFilter): PartitionFilter {
  const parts: Partial<Record<DatePart, readonly Test<number>[]>> = { ...a.parts };
  for (const part of DATE_PARTS) {
    parts[part] = [...(parts[part] ?? []), ...(b.parts?.[part] ?? [])];
  }
  return {
    parts,
    categories: [...(a.categories ?? []), ...(b.categories ?? [])],
    from: Math.max(a.from ?? Number.NEGATIVE_INFINITY, b.from ?? Number.NEGATIVE_INFINITY),
    to: Math.min(a.to ?? Number.POSITIVE_INFINITY, b.to ?? Number.POSITIVE_INFINITY),
  };
}

/** Whether a directory can hold rows that are asked for; `path` has its date parts from the year down. */
export function admitsDate(filter: PartitionFilter, path: readonly number[]): boolean {
  const last = path.length - 1;
  const part = DATE_PARTS[last];
  const value = path[last];
  if (part === undefined || value === undefined) {
    return true;
  }
  const [start, end] = timeSpan(path);
  const inTime =
    end > (filter.from ?? Number.NEGATIVE_INFINITY) && start <= (filter.to ?? Number.POSITIVE_INFINITY);
  return inTime && (filter.parts?.[part] ?? []).every((test) => test(value));
}

export function admitsCategory(filter: PartitionFilter, category: string): boolean {
  return (filter.categories ?? []).every((test) => test(category));
}

/** The filter for a time range, which any engine's partition columns can be derived from. */
export function timeRange(
  from: number,
  to: number,
  categories: readonly string[] = EVENT_CATEGORIES,
): PartitionFilter {
  return { from, to, categories: [(category) => categories.includes(category)] };
}

/** First microsecond of a year, month, day or hour, and the first one after it. */
function timeSpan([year = 1970, month, day, hour]: readonly number[]): [number, number] {
  const start = Date.UTC(year, (month ?? 1) - 1, day ?? 1, hour ?? 0);
  const end =
    hour !== undefined
      ? start + 3_600_000
      : day !== undefined
        ? start + 86_400_000
        : month !== undefined
          ? Date.UTC(year, month)
          : Date.UTC(year + 1, 0);
  return [start * 1000, end * 1000];
}
