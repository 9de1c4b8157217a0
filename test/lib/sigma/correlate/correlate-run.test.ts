import { correlateHits } from '../../../../lib/sigma/correlate/correlate-hits';
import { correlateRun } from '../../../../lib/sigma/correlate/correlate-run';
import type { KeptHit } from '../../../../lib/sigma/correlate/kept-hit';
import { kept } from '../../lake/correlate/support';
import { correlationsOf, correlationText, SECOND, START } from './support';

const FAILING = correlationsOf(
  correlationText('type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 3}'),
);
const FEW = correlationsOf(
  correlationText('type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {lt: 3}'),
);

const HITS = [0, 100, 200, 250].map((seconds) => kept('failed', seconds));

async function run(hits: readonly KeptHit[], maxHeld?: number, correlations = FAILING) {
  const correlation = correlateRun(correlations, maxHeld);
  for (const hit of hits) {
    correlation.add(hit);
    await correlation.drain();
  }
  return correlation.finish();
}

describe('correlateRun', () => {
  test('gives one finding of a burst: when it came about, and what its fullest window held', async () => {
    const [shown, ...others] = await run(HITS);

    expect(others).toEqual([]);
    expect(shown?.finding).toMatchObject({
      timeMicros: START + 200 * SECOND,
      firstMicros: START,
      lastMicros: START + 250 * SECOND,
      count: 4,
      exact: true,
    });
  });

  test('shows evidence of its newest events', async () => {
    const [shown] = await run(HITS);

    expect(shown?.briefs.map(({ evidence }) => evidence.uid)).toEqual(
      HITS.map(({ eventUid }) => eventUid).reverse(),
    );
  });

  test.each([
    ['all at once', undefined],
    ['in parts', 2],
  ])('gives the same in any order of files, %s', async (_how, maxHeld) => {
    const forth = await run(HITS, maxHeld);
    const back = await run([...HITS].reverse(), maxHeld);

    expect(back.map(({ finding }) => finding.uid)).toEqual(forth.map(({ finding }) => finding.uid));
    expect(back).toHaveLength(1);
  });

  test('judges windows that must close when the run ends', async () => {
    expect(await run(HITS.slice(0, 2), undefined, FEW)).toHaveLength(1);
    expect(await run(HITS, undefined, FEW)).toEqual([]);
  });

  test('shows the newest event of each rule before more of the commonest', async () => {
    const both = correlationsOf(
      correlationText('type: temporal\nrules: [failed, succeeded]\ngroup-by: [user]\ntimespan: 10m'),
    );
    const flood = Array.from({ length: 200 }, (_, second) => kept('failed', 10 + second));

    const [shown] = await run([kept('succeeded', 0), ...flood], undefined, both);

    expect(shown?.briefs).toHaveLength(5);
    expect(shown?.briefs.at(-1)?.evidence.uid).toBe('succeeded-0-ann');
  });
});

test('correlating hits by the hour is correlating them at once', async () => {
  const parts = await correlateHits(FAILING, [HITS.slice(0, 2), HITS.slice(2)]);

  expect(parts).toEqual(await correlateHits(FAILING, [[...HITS].reverse()]));
});

test('a condition that counts further than usual is given the memory it needs', async () => {
  const many = correlationsOf(
    correlationText(
      'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 1h\ncondition: {gte: 1500}',
    ),
  );
  const hits = Array.from({ length: 1500 }, (_, second) => kept('failed', second));

  expect(await correlateHits(many, [hits])).toMatchObject([{ count: 1500 }]);
});
