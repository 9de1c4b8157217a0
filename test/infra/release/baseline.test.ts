import { describeChange, isLoss } from '../../../infra/release/change';
import { releaseDiff } from '../../../infra/release/release-diff';
import { version } from '../../../package.json';
import { some } from '../../support/effort';
import { removeOutputs } from '../support';
import { assemblyIn, baselineOf, baselines, synthesizedFrom, written } from './baseline';

afterAll(removeOutputs);

const BASELINES = baselines();

describe.each(BASELINES.map((one) => [one.release, one] as const))('since release %s', (_, baseline) => {
  it.each(some(Object.entries(baseline.configurations)))(
    'no store is replaced, removed or keeps less: %s',
    (_name, recorded) => {
      const before = assemblyIn(baseline, recorded);

      const changes = releaseDiff(before, synthesizedFrom(recorded.config));

      expect(before.aws.length).toBeGreaterThan(5);
      expect(changes.filter(isLoss).map(describeChange)).toEqual([]);
    },
  );
});

describe('the record of a release', () => {
  it('is there for this one: npm run release:record', () => {
    expect(BASELINES.map(({ release }) => release)).toContain(version);
  });

  it('is the same bytes when it is written again', () => {
    const config = BASELINES[0]?.configurations['a trial on every cloud']?.config;
    const whole = synthesizedFrom(config);

    const [once, again] = [1, 2].map(() => written(baselineOf('next', { one: config }, () => whole)));

    expect(once).toBe(again);
  });
});
