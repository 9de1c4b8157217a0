import fc from 'fast-check';
import { realtimeCorrelations, streamCorrelation } from '../../../lib/ingest/stream-correlation';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { correlateHits } from '../../../lib/sigma/correlate/correlate-hits';
import { createHitKeeper } from '../../../lib/sigma/correlate/kept-hit';
import type { Rule } from '../../../lib/sigma/rule';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { correlationsOf, correlationText, IDS, MINUTE, SECOND, START } from '../sigma/correlate/support';
import { eventOf, STUB } from '../sigma/support';
import { rules } from './stream-support';

const alert = (speed: string, window = '1h') =>
  `level: high\nalert:\n    window: ${window}\n    owner: soc\n    speed: ${speed}\n    runbook: look\n`;
const HURRY = alert('realtime');
const ORDERED = correlationText(
  'type: temporal_ordered\nrules: [failed, succeeded]\ngroup-by: [user]\ntimespan: 10m',
  HURRY,
);
const COUNTED = correlationText(
  'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: { gte: 3 }',
  HURRY,
);
const CORRELATIONS = correlationsOf(ORDERED, COUNTED);

interface Match {
  readonly rule: keyof typeof IDS;
  readonly user: string;
  readonly second: number;
}

const uidOf = ({ rule, user, second }: Match) => `${rule}-${user}-${second}`;
const eventFor = (match: Match): OcsfEvent => {
  const event = eventOf({ user: match.user });
  return { ...event, metadata: { ...event.metadata, uid: uidOf(match) } };
};
const ruleFor = ({ rule }: Match) => ({ id: IDS[rule] }) as Rule;
const microsOf = ({ second }: Match) => START + second * SECOND;

/** A worker's correlation over a shared store, long after the events. */
function worker(store = new MemoryKeyValueStore(), correlations = CORRELATIONS) {
  const clock = { nowMicros: () => START + 120 * MINUTE };
  return streamCorrelation({ correlations, bundleVersion: '7', store, clock });
}

async function observe(correlation: ReturnType<typeof worker>, matches: readonly Match[]) {
  for (const match of matches) {
    correlation.note({ rule: ruleFor(match) }, eventFor(match), microsOf(match), STUB);
  }
  return correlation.findings();
}

const uids = (findings: readonly OcsfEvent[]) => findings.map(({ metadata }) => metadata.uid ?? '');

/** The findings of the lake: of all matches, whenever they come. */
async function ofLake(matches: readonly Match[]) {
  const keep = createHitKeeper(CORRELATIONS);
  const hits = matches.flatMap((one) => keep(ruleFor(one), eventFor(one), microsOf(one), STUB) ?? []);
  return (await correlateHits(CORRELATIONS, [hits])).map(({ uid }) => uid);
}

const FAILED: Match = { rule: 'failed', user: 'ann', second: 0 };
const SUCCEEDED: Match = { rule: 'succeeded', user: 'ann', second: 60 };

describe('correlations over a stream', () => {
  it('are found by whoever has the last event, though others had those before', async () => {
    const store = new MemoryKeyValueStore();

    const first = await observe(worker(store), [FAILED]);
    const [finding, ...more] = await observe(worker(store), [SUCCEEDED]);

    expect(first).toEqual([]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ class_uid: 2004, is_alert: true });
    expect(finding?.evidences?.map(({ uid }) => uid)).toEqual([uidOf(SUCCEEDED)]);
    expect(finding?.finding_info?.related_events?.map(({ uid }) => uid)).toEqual([
      uidOf(FAILED),
      uidOf(SUCCEEDED),
    ]);
  });

  it('are found again when the same events come again', async () => {
    const store = new MemoryKeyValueStore();
    await observe(worker(store), [FAILED]);
    const once = await observe(worker(store), [SUCCEEDED]);

    expect(uids(await observe(worker(store), [SUCCEEDED]))).toEqual(uids(once));
  });

  it('keep state under one kind of keys alone', async () => {
    const store = new MemoryKeyValueStore();

    await observe(worker(store), [FAILED, SUCCEEDED]);

    expect([...store.values.keys()].every((key) => key.startsWith('correlate/'))).toBe(true);
  });

  it('are those of the lake: some of them from some events, all from all, in any order and after any crash', async () => {
    const match = fc.record({
      rule: fc.constantFrom<keyof typeof IDS>('failed', 'succeeded', 'changed'),
      user: fc.constantFrom('ann', 'bob'),
      // Within what may come late.
      second: fc.integer({ min: 0, max: 800 }),
    });
    const matches = fc.uniqueArray(match, { minLength: 1, maxLength: 20, selector: uidOf });
    const orders = matches.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.subarray(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.nat(60),
        fc.boolean(),
      ),
    );

    await fc.assert(
      fc.asyncProperty(orders, async ([all, some, shuffled, lives, dieAfterEffect]) => {
        const lake = (await ofLake(all)).sort();
        const store = new MemoryKeyValueStore();

        expect(lake).toEqual(expect.arrayContaining(uids(await observe(worker(), some))));

        store.lives = lives;
        store.dieAfterEffect = dieAfterEffect;
        await observe(worker(store), shuffled).catch(() => []);
        store.lives = Number.POSITIVE_INFINITY;
        const found = await observe(worker(store), shuffled);

        expect([...new Set(uids(found))].sort()).toEqual(lake);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is correlated over a stream', () => {
  const text = (block: string, top = HURRY) => correlationText(block, top);
  const COUNT = 'type: event_count\nrules: [failed]\ngroup-by: [user]\n';

  it.each([
    ['no hurry', text(`${COUNT}timespan: 10m\ncondition: { gte: 3 }`, alert('near-realtime'))],
    ['what more events can undo', text(`${COUNT}timespan: 10m\ncondition: { gte: 1, lt: 3 }`)],
    ['slots that reach into the next day', text(`${COUNT}timespan: 7h\ncondition: { gte: 3 }`)],
    ['more events than are remembered', text(`${COUNT}timespan: 10m\ncondition: { gte: 5000 }`)],
  ])('is not: %s', (_, document) => {
    expect(realtimeCorrelations(correlationsOf(document))).toEqual([]);
  });

  it('is what shipped rules promise in real time', () => {
    const promised = rules.correlations.filter(({ alert: terms }) => terms?.speed === 'realtime');

    expect(promised.length).toBeGreaterThan(0);
    expect(realtimeCorrelations(rules.correlations)).toEqual(promised);
  });
});
