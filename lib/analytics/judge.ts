import { categoryOf } from '../lake/table/partition';
import type { EventRow } from '../lake/table/row';
import type { OcsfEvent } from '../ocsf/event';
import type { BlobStore } from '../ports/blob-store';
import type { AnalyticsContext } from './analytics-finding';
import type { Baseline } from './baseline';
import { type Cell, cellOf, wholeAt } from './cells';
import { conditionTest } from './condition';
import { baselineFinding } from './finding';
import { judgementOf, type Observation } from './judgement';
import { LONGEST_VALUE } from './profile-sql';
import { type BaselineState, readState } from './state';
import { entityKey } from './usual';
import { dayStart, WINDOW_MICROS, windowAt } from './window';

/**
 * Judges masked events as they come: a value an entity never had at once; amounts when their sum within a batch leaves
 * the usual. What it finds is to be told, not written to the lake: a batch that is processed again may meet another
 * past, and must give the same files all the same.
 */
export interface BaselineJudge {
  /** Forgets the sums: of a batch that is processed again nothing is counted twice. */
  begin(): void;
  /** Looks at an event, after masking. */
  observe(event: OcsfEvent, timeMicros: number): void;
  /** The findings since it was last asked. */
  take(): readonly OcsfEvent[];
}

/** Baselines that can be judged event by event, each with the state it is judged by. */
export type Judged = readonly (readonly [Baseline, BaselineState])[];

/** The states that streams judge by, once a start. */
export async function readStates(store: BlobStore, baselines: readonly Baseline[]): Promise<Judged> {
  const found: [Baseline, BaselineState][] = [];
  for (const baseline of baselines) {
    const state = await readState(store, baseline);
    if (state && state.usuals.size > 0) {
      found.push([baseline, state]);
    }
  }
  return found;
}

/** Sums kept at once; beyond it the batch judges alone. */
const MOST_SUMS = 100_000;

/**
 * Entities are compared as they stand in the lake: cells are taken from the masked event by the functions that write
 * them, so that a tokenised user meets its own token. After a change of the token key everybody is new, and learnt.
 */
export function createJudge(judged: Judged, context: AnalyticsContext): BaselineJudge {
  const watches = judged.flatMap(([baseline, state]) => watchOf(baseline, state) ?? []);
  const byCategory = new Map(
    watches.flatMap(({ baseline }) =>
      baseline.categories.map((category) => [
        category,
        watches.filter((watch) => watch.baseline.categories.includes(category)),
      ]),
    ),
  );
  const sums = new Map<string, { amount: number; firstMicros: number }>();
  const told = new Set<string>();
  let found: OcsfEvent[] = [];

  const judge = ({ baseline, state }: Watch, observation: Observation, key: string) => {
    const judgement = told.has(key) ? undefined : judgementOf(baseline, state.usuals, observation);
    if (judgement) {
      told.add(key);
      found.push(baselineFinding(judgement, context));
    }
  };
  const look = (watch: Watch, row: EventRow) => {
    const entity = watch.entityOf(row);
    const who = entity && entityKey(entity);
    if (entity === undefined || who === undefined || !watch.state.usuals.has(who)) {
      return;
    }
    const window = windowAt(watch.baseline.window, row.timeMicros);
    const { value, amount } = watch.measure(row);
    const key = `${watch.baseline.id} ${window.start} ${who} ${value ?? ''}`;
    const before = sums.get(key);
    if (amount === undefined || (!before && sums.size >= MOST_SUMS)) {
      return;
    }
    const sum = {
      amount: (before?.amount ?? 0) + amount,
      firstMicros: Math.min(before?.firstMicros ?? row.timeMicros, row.timeMicros),
    };
    sums.set(key, sum);
    judge(
      watch,
      { window, entity, value, whole: false, ...sum, eventUid: value && row.event.metadata.uid },
      key,
    );
  };
  return {
    begin: () => {
      sums.clear();
      told.clear();
    },
    observe: (event, timeMicros) => {
      const own = byCategory.get(categoryOf(event.class_uid));
      if (own === undefined) {
        return;
      }
      const row: EventRow = { event, timeMicros, source: '', rawObject: '', record: 0 };
      for (const watch of own) {
        if (timeMicros >= watch.since && watch.where(row)) {
          look(watch, row);
        }
      }
    },
    take: () => {
      const taken = found;
      found = [];
      return taken;
    },
  };
}

interface Watch {
  readonly baseline: Baseline;
  readonly state: BaselineState;
  /** The first time that the state can judge. */
  readonly since: number;
  readonly where: (row: EventRow) => boolean;
  readonly entityOf: (row: EventRow) => readonly string[] | undefined;
  readonly measure: (row: EventRow) => { readonly amount?: number; readonly value?: string };
}

/** Nothing for distinct values: their number within a part of a window says little. */
function watchOf(baseline: Baseline, state: BaselineState): Watch | undefined {
  const measure = measureOf(baseline);
  const cells = baseline.entity.map(cellOf);
  return (
    measure && {
      baseline,
      state,
      since: dayStart(state.through) + WINDOW_MICROS.day,
      where: conditionTest(baseline.where),
      entityOf: (row) => {
        const parts = cells.map((cell) => cell(row));
        return parts.at(-1) === undefined ? undefined : parts.map((part) => String(part ?? ''));
      },
      measure,
    }
  );
}

function measureOf({ measure }: Baseline): Watch['measure'] | undefined {
  switch (measure.kind) {
    case 'count':
      return () => ({ amount: 1 });
    case 'distinct':
      return undefined;
    case 'values': {
      const cell = cellOf(measure.column);
      return (row) => {
        const value = cell(row);
        return value === undefined ? {} : { amount: 1, value: cut(String(value)) };
      };
    }
    case 'sum': {
      if ('path' in measure) {
        return (row) => ({ amount: wholeAt(row, measure.path) });
      }
      const cell = cellOf(measure.column);
      return (row) => ({ amount: amountOf(cell(row)) });
    }
  }
}

function amountOf(cell: Cell): number | undefined {
  return typeof cell === 'number' ? cell : undefined;
}

/** As the engines cut it: by characters, not by halves of them. */
function cut(value: string): string {
  return value.length <= LONGEST_VALUE ? value : Array.from(value).slice(0, LONGEST_VALUE).join('');
}
