import { update } from '../alerts/records';
import type { Baseline } from '../analytics/baseline';
import { type EngineRow, profiledDays, profileFolder, profileOf, putProfile } from '../analytics/profile';
import { keyNames, profileSql } from '../analytics/profile-sql';
import { spark as dialect } from '../analytics/spark-dialect';
import { dayStart, nameOf, type Window } from '../analytics/window';
import { sha256 } from '../hash';
import { EVENTS_PREFIX } from '../lake/table/partition';
import type { BlobStore } from '../ports/blob-store';
import type { Clock } from '../ports/clock';
import type { KeyValueStore } from '../ports/key-value-store';
import type { SparkEngine } from '../ports/spark-engine';
import { formatMicros } from '../time';
import { setAside } from './ceiling';
import { closedWindows } from './due';
import { SPARK_PROGRAM, type SparkPlan } from './spark-program';

export interface RebuildContext {
  readonly baselines: readonly Baseline[];
  readonly store: BlobStore;
  readonly state: KeyValueStore;
  readonly clock: Clock;
  readonly usdPerDay: number;
  readonly historyDays: number;
  readonly engine: SparkEngine;
}

/** What a look at the history came to. */
export interface Rebuild {
  /** Days that were found made, as `<baseline> <day>`. */
  readonly collected: readonly string[];
  /** Days that Spark is at, as the same: nobody else is to ask for them. */
  readonly underWay: ReadonlySet<string>;
  readonly started?: {
    readonly token: string;
    readonly days: number;
    readonly minutes: number;
    readonly usd: number;
  };
  /** Whether the day's money did not suffice. */
  readonly postponed: boolean;
}

/**
 * Days missing from which on Spark is asked for them all: below, their queries cost less than its start. A run of four
 * workers (16 vCPU, 64 GB) costs 1.21 USD an hour, three minutes of which go by before it begins: 0.06 USD, for which
 * Athena reads 12 GB; what it reads in the rest of an hour would cost some ten times as much there. (AWS Glue asks 0.44
 * USD an hour for 4 vCPU and 16 GB, for which EMR Serverless asks 0.30.)
 */
const LEAST_DAYS = 7;
const MOST_MINUTES = 60;
const LEAST_MINUTES = 10;
const MINUTE_MICROS = 60_000_000;
const FOLDER = 'state/batch/rebuild/';
const RECORD = 'batch/rebuild';

interface UnderWay {
  readonly untilMicros: number;
  readonly days: readonly string[];
}

/**
 * Has Spark make many days of history at once: where a baseline is new or changed, or a longer history is asked for.
 * Looked at before each daily run: what is made is collected, what is missing is begun. A run that failed leaves days
 * missing, and is begun again when its time is over.
 */
export async function rebuildHistory(scheduledMicros: number, context: RebuildContext): Promise<Rebuild> {
  const { baselines, state, clock } = context;
  const collected: string[] = [];
  const missing: Missing[] = [];
  for (const baseline of baselines) {
    for (const day of await missingDays(baseline, scheduledMicros, context)) {
      if (await collect(baseline, day, context)) {
        collected.push(idOf({ baseline, day }));
      } else {
        missing.push({ baseline, day });
      }
    }
  }
  const found = await state.get(RECORD);
  const before = found && (JSON.parse(found.value) as UnderWay);
  if (before && before.untilMicros > clock.nowMicros()) {
    const left = new Set(missing.map(idOf));
    return { collected, underWay: new Set(before.days.filter((one) => left.has(one))), postponed: false };
  }
  const days = new Set(missing.map(({ day }) => day));
  return days.size < LEAST_DAYS
    ? { collected, underWay: new Set(), postponed: false }
    : { collected, ...(await begin(missing, context)) };
}

interface Missing {
  readonly baseline: Baseline;
  readonly day: string;
}

const idOf = ({ baseline, day }: Missing) => `${baseline.id} ${day}`;

/** The days before the last closed one, which Athena is asked for, that have no profile. */
async function missingDays(
  baseline: Baseline,
  scheduledMicros: number,
  { store, historyDays }: RebuildContext,
): Promise<readonly string[]> {
  const known = new Set(await profiledDays(store, baseline));
  return closedWindows({ size: 'day', back: historyDays - 1 }, scheduledMicros)
    .slice(0, -1)
    .map(nameOf)
    .filter((day) => !known.has(day));
}

function outputOf({ baseline, day }: Missing): string {
  return `${profileFolder(baseline)}spark/${day}/`;
}

/** Takes over what Spark wrote for a day; false while it has not, or not all of it. */
async function collect(baseline: Baseline, day: string, { store }: RebuildContext): Promise<boolean> {
  const folder = outputOf({ baseline, day });
  if (!(await store.get(`${folder}_SUCCESS`))) {
    return false;
  }
  const files: string[] = [];
  for await (const { key } of store.list(folder)) {
    files.push(key);
  }
  await putProfile(store, baseline, await profileOf(baseline, day, linesOf(store, baseline, files)));
  for (const key of files) {
    await store.delete(key);
  }
  return true;
}

/** Rows of lines of JSON, in the order of the columns: Spark leaves out what is NULL. */
async function* linesOf(
  store: BlobStore,
  baseline: Baseline,
  files: readonly string[],
): AsyncIterable<EngineRow> {
  const columns = [...keyNames(baseline), 'amount'];
  for (const key of files.filter((name) => name.endsWith('.json'))) {
    const text = Buffer.from((await store.get(key)) ?? []).toString('utf8');
    for (const line of text.split('\n').filter(Boolean)) {
      const row = JSON.parse(line) as Readonly<Record<string, unknown>>;
      yield columns.map((name) => (row[name] === undefined ? null : String(row[name])));
    }
  }
}

async function begin(
  missing: readonly Missing[],
  context: RebuildContext,
): Promise<Pick<Rebuild, 'underWay' | 'started' | 'postponed'>> {
  const { store, state, clock, usdPerDay, engine } = context;
  const steps = await stepsOf(missing, context);
  const plan: SparkPlan = { events: `${engine.root}${EVENTS_PREFIX}`, steps };
  const text = JSON.stringify(plan);
  const today = formatMicros(clock.nowMicros()).slice(0, 10);
  const token = sha256(`${today}\n${text}`).slice(0, 32);
  const usd = await setAside({ store: state, usdPerDay, day: () => today }, `spark ${token}`, {
    want: engine.usdPerMinute * MOST_MINUTES,
    least: engine.usdPerMinute * LEAST_MINUTES,
  });
  if (usd === undefined || steps.length === 0) {
    return { underWay: new Set(), postponed: usd === undefined };
  }
  const minutes = Math.floor(usd / engine.usdPerMinute + 1e-6);
  const [program, planKey] = [`${FOLDER}program.py`, `${FOLDER}${token}.json`];
  await store.put(program, Buffer.from(SPARK_PROGRAM));
  await store.put(planKey, Buffer.from(text));
  await engine.start({ token, program, plan: planKey, minutes });
  const days = missing.map(idOf);
  await update<UnderWay>(state, RECORD, () => ({
    untilMicros: clock.nowMicros() + (minutes + LEAST_MINUTES) * MINUTE_MICROS,
    days,
  }));
  return {
    underWay: new Set(days),
    postponed: false,
    started: { token, days: days.length, minutes, usd },
  };
}

/** A step a day and baseline. Of days without events the profile is made here: Spark fails where there is no folder. */
async function stepsOf(
  missing: readonly Missing[],
  { store, engine }: RebuildContext,
): Promise<SparkPlan['steps']> {
  const steps: SparkPlan['steps'][number][] = [];
  const held = new Map<string, boolean>();
  for (const { baseline, day } of missing) {
    const folder = folderOf(day);
    held.set(folder, held.get(folder) ?? (await holds(store, `${EVENTS_PREFIX}${folder}`)));
    if (held.get(folder)) {
      const window: Window = { size: 'day', start: dayStart(day) };
      const sql = profileSql(baseline, window, dialect);
      steps.push({ folder, sql, output: `${engine.root}${outputOf({ baseline, day })}` });
    } else {
      await putProfile(store, baseline, await profileOf(baseline, day, []));
    }
  }
  return steps;
}

function folderOf(day: string): string {
  const [year, month, date] = day.split('-');
  return `year=${year}/month=${month}/day=${date}/`;
}

async function holds(store: BlobStore, prefix: string): Promise<boolean> {
  for await (const _ of store.list(prefix)) {
    return true;
  }
  return false;
}
