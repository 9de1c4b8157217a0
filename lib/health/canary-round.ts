import { gzipSync } from 'node:zlib';
import type { Clock } from '../ports/clock';
import type { KeyValueStore } from '../ports/key-value-store';
import { sourceById } from '../sources';
import { CANARY_ACCOUNT, CANARY_PREFIX, type CanaryRun, type CanaryWay, canaryRun, isDue } from './canary';
import { type CanaryLake, type CanaryVerdict, checkCanary } from './canary-check';
import { CANARY_FORMS, type CanaryForm } from './canary-forms';
import type { CanaryPlan } from './canary-settings';
import { forgetCanary, keepCanary, type SentCanary, sentCanaries } from './canary-state';

/** Ways into the platform, as sources have them. Each throws where it is closed. */
export interface CanaryDoors {
  /** Puts a raw object; what it was put as. */
  object(key: string, body: Uint8Array): Promise<NonNullable<SentCanary['object']>>;
  event(detailType: string, detail: object): Promise<void>;
  /** Puts a message of CloudWatch Logs on the stream of log groups. */
  logs(message: Uint8Array): Promise<void>;
}

export interface CanaryContext {
  readonly plans: readonly CanaryPlan[];
  readonly state: KeyValueStore;
  readonly clock: Clock;
  readonly lake: CanaryLake;
  readonly doors: CanaryDoors;
}

export interface CanaryRound {
  /** Of those that were sent before, and of those that could not be sent now. */
  readonly verdicts: readonly CanaryVerdict[];
  readonly sent: number;
}

/** What objects promise. One that is younger is judged in the next round, and has no other sent after it. */
const PATIENCE_MICROS = 15 * 60_000_000;

/**
 * Judges the canaries of the rounds before, each once, and sends those that are due. One that cannot be sent is lost,
 * and keeps none of the others.
 *
 * @param timeMicros when the round was due: it names the canaries
 */
export async function canaryRound(timeMicros: number, context: CanaryContext): Promise<CanaryRound> {
  const run = canaryRun(timeMicros);
  const sent = await sentCanaries(context.state);
  const flying = sent.filter(({ sentMicros }) => timeMicros - sentMicros < PATIENCE_MICROS);
  const landed = sent.filter((canary) => !flying.includes(canary));
  const verdicts = await judge(landed, context);
  const lost = verdicts.flatMap((one) => ('lost' in one ? [one.source] : []));
  // Of a source that lost one the next goes at once, so that people soon hear when it is well again.
  const hurt = new Set([...lost, ...landed.filter(({ unsent }) => unsent).map(({ source }) => source)]);
  const due = context.plans
    .filter(({ source, everyHours }) => isDue(run, everyHours) || hurt.has(source))
    .flatMap(({ source, ways }) => ways.map((way) => ({ source, way })))
    .filter((one) => !flying.some(({ source, way }) => source === one.source && way === one.way));
  const failed: CanaryVerdict[] = [];
  for (const { source, way } of due) {
    const reason = await attempt(source, way, run, context);
    if (reason !== undefined) {
      failed.push({ source, way, lost: `it could not be sent: ${reason}` });
    }
  }
  return { verdicts: [...verdicts, ...failed], sent: due.length - failed.length };
}

/** Of those that were sent; all are forgotten, once all are judged. */
async function judge(landed: readonly SentCanary[], context: CanaryContext): Promise<CanaryVerdict[]> {
  const verdicts: CanaryVerdict[] = [];
  for (const canary of landed.filter(({ unsent }) => !unsent)) {
    verdicts.push(await checkCanary(canary, context.lake));
  }
  for (const canary of landed) {
    await forgetCanary(context.state, canary);
  }
  return verdicts;
}

/** Why a canary could not be sent, which the next round is to know; undefined when it was. */
async function attempt(
  source: string,
  way: CanaryWay,
  run: CanaryRun,
  context: CanaryContext,
): Promise<string | undefined> {
  try {
    await send(source, way, run, context);
    return undefined;
  } catch (error) {
    const sent = { source, way, runMicros: run.timeMicros, sentMicros: context.clock.nowMicros() };
    await keepCanary(context.state, { ...sent, unsent: true });
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

async function send(source: string, way: CanaryWay, run: CanaryRun, context: CanaryContext): Promise<void> {
  const form = CANARY_FORMS[source];
  if (form === undefined) {
    throw new Error(`source ${source} has no canary: add one to lib/health/canary-forms.ts`);
  }
  const { state, clock, doors } = context;
  const sent = { source, way, runMicros: run.timeMicros, sentMicros: clock.nowMicros() };
  if (way === 'object') {
    const object = await doors.object(objectKey(source, run), gzipSync(form.text(run)));
    await keepCanary(state, { ...sent, object });
    return;
  }
  // Before it flies: a stream may be quicker than we are.
  await keepCanary(state, sent);
  await toStream(form, run, doors);
}

/** Without an event of the bus, a source streams as lines of log groups. */
async function toStream(form: CanaryForm, run: CanaryRun, doors: CanaryDoors): Promise<void> {
  const event = form.event?.(run);
  await (event === undefined
    ? doors.logs(gzipSync(form.text(run)))
    : doors.event(event.detailType, event.detail));
}

/** In the folder by which the source's objects are told of, below a prefix of their own. */
function objectKey(source: string, { name, timeMicros }: CanaryRun): string {
  const [folder] = sourceById(source)?.collection.aws?.folders ?? [];
  const day = new Date(timeMicros / 1000).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${CANARY_PREFIX}AWSLogs/${CANARY_ACCOUNT}/${folder}/${day}/canary-${name}.gz`;
}
