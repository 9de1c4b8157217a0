import { canaryRun } from '../../../lib/health/canary';
import { CANARY_FORMS } from '../../../lib/health/canary-forms';
import { canaryRules, isCanaryRule } from '../../../lib/health/canary-rules';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { errors } from '../../../lib/ocsf/validate';
import { assemblePipeline } from '../../../lib/pipeline/assemble';
import { type InputSink, processInput } from '../../../lib/pipeline/process-input';
import type { Detection } from '../../../lib/sigma/detector';
import { lintRule } from '../../../lib/sigma/lint';
import { SOURCES } from '../../../lib/sources';
import { AWS, HEAD, resolved } from '../config/support';
import { rules } from '../ingest/stream-support';

const RUN = canaryRun(Date.UTC(2024, 7, 12, 10, 7) * 1000);
/** Accounts that nobody has: of AWS, Azure and Google Cloud. */
const NOBODYS = ['000000000000', '00000000-0000-0000-0000-000000000000', 'kumomori-canary-of-nobody'];

/** What all rules, the shipped ones and the canaries', find in a text. */
async function through(text: string) {
  const events: { readonly source: string; readonly event: OcsfEvent; readonly micros: number }[] = [];
  const found: OcsfEvent[] = [];
  const hits: Detection[] = [];
  const sink: InputSink<Detection> = {
    event: (event, micros, source) => void events.push({ source: source.id, event, micros }),
    hit: (hit) => void hits.push(hit),
    finding: (finding) => void found.push(finding),
    quarantine: ({ reason }) => {
      throw new Error(reason);
    },
    drain: async () => undefined,
  };
  const parts = {
    ...rules,
    rules: [...rules.rules, ...canaryRules()],
    sources: SOURCES,
    bundleVersion: '-',
    reference: { geo: [] },
  };
  const pipeline = assemblePipeline(resolved(HEAD + AWS), parts, { mask: true, detect: true });
  const body = (async function* () {
    yield Buffer.from(text);
  })();
  await processInput({ input: 'x', path: 'canary/x' }, body, { sources: SOURCES, pipeline }, sink);
  return { events, found, hits };
}

describe.each(SOURCES.map((source) => [source.id, source] as const))('the canary of %s', (id, source) => {
  const form = CANARY_FORMS[id];

  it('is one event of that source, of the run’s hour and an account that nobody has', async () => {
    const { events } = await through(form?.text(RUN) ?? '');

    expect(events).toMatchObject([{ source: id, micros: RUN.timeMicros }]);
    expect(events.flatMap(({ event }) => errors(event))).toEqual([]);
    expect(NOBODYS).toContain(events[0]?.event.cloud?.account?.uid);
    expect(form?.text(RUN)).toContain(RUN.name);
  });

  it('is seen by its own rule and by no other, and alerts nobody', async () => {
    const { hits, found } = await through(form?.text(RUN) ?? '');

    expect(hits.map(({ rule }) => rule.title)).toEqual([`Canary of ${source.title}`]);
    expect(found.map(({ is_alert }) => is_alert)).toEqual([false]);
  });

  it('is the same event by the bus, where services tell that of the source', async () => {
    const event = form?.event?.(RUN);
    const { detailTypes = [] } = source.collection.aws ?? {};
    const message = { 'detail-type': event?.detailType, source: 'x', detail: event?.detail };

    expect(event === undefined ? detailTypes : detailTypes.includes(event.detailType)).toEqual(
      event === undefined ? [] : true,
    );
    expect(event === undefined || (await through(JSON.stringify(message))).events[0]?.event).toEqual(
      event === undefined || (await through(form?.text(RUN) ?? '')).events[0]?.event,
    );
  });
});

describe('canaries', () => {
  it('have rules without a remark, with ids of their own', () => {
    const all = canaryRules();

    expect(all.flatMap((rule) => lintRule(rule, SOURCES))).toEqual([]);
    expect(all.every(isCanaryRule)).toBe(true);
    expect(rules.rules.some(isCanaryRule)).toBe(false);
    expect(new Set(all.map(({ id }) => id)).size).toBe(SOURCES.length);
  });

  it('are named after the hour, whenever in it they are sent', () => {
    const late = canaryRun(Date.UTC(2024, 7, 12, 10, 59, 59) * 1000);

    expect(late).toEqual({ name: '2024081210', timeMicros: 1_723_456_800_000_000 });
    expect(late).toEqual(RUN);
  });
});
