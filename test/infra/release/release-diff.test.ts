import { parse } from 'yaml';
import type { Assembly } from '../../../infra/release/assembly';
import { describeChange, isLoss } from '../../../infra/release/change';
import { releaseDiff } from '../../../infra/release/release-diff';
import type { JsonValue } from '../../../lib/json';
import { CONFIGURATIONS } from '../policy/synthesized';
import { removeOutputs } from '../support';
import { assemblyIn, baselineOf, synthesizedFrom } from './baseline';
import {
  BUCKET,
  HARMLESS,
  inOtherRegion,
  isRaw,
  KEY,
  LOSSES,
  moved,
  renamed,
  setting,
  withoutStack,
} from './cases';
import { spoiled } from './mutations';

afterAll(removeOutputs);

const CONFIG: JsonValue = parse(CONFIGURATIONS['everything there is'] ?? '');
const WHOLE = synthesizedFrom(CONFIG);
/** As a release is recorded: its stores alone. */
const RELEASE = recordedOf(CONFIG, WHOLE);
const losses = (present: Assembly, old = RELEASE) => releaseDiff(old, present).filter(isLoss);

describe('releaseDiff', () => {
  it('finds nothing between a release and itself', () => {
    expect(new Set(releaseDiff(WHOLE, structuredClone(WHOLE)).map(({ fate }) => fate))).toEqual(
      new Set(['kept']),
    );
    expect(losses(WHOLE)).toEqual([]);
  });

  it.each([
    ['name', setting('Properties.BucketName', 'another')],
    ['id', renamed],
    ['stack', moved],
    ['lock', setting('Properties.ObjectLockConfiguration', undefined)],
  ])('decides by the record of a release as by its whole templates: %s', (_, change) => {
    const present = spoiled(WHOLE, BUCKET, change, isRaw);

    expect(losses(present).length).toBeGreaterThan(0);
    expect(losses(present)).toEqual(losses(present, WHOLE));
  });

  it.each(LOSSES)('tells of %s', (_, type, change, message, which) => {
    const found = losses(spoiled(RELEASE, type, change, which));

    expect(found.map(describeChange)).toEqual([expect.stringMatching(message)]);
  });

  it.each(HARMLESS)('lets pass %s', (_, type, change, which) => {
    const present = spoiled(WHOLE, type, change, which);

    expect(losses(present, WHOLE).map(describeChange)).toEqual([]);
    expect(releaseDiff(WHOLE, present).filter(({ fate }) => fate !== 'kept')).not.toEqual([]);
  });

  it.each([
    ['that is no longer there', withoutStack, /removed: there is no stack acme-aws-raw in 666666666666/],
    ['in another region', inOtherRegion, /moved: there is no stack acme-aws-raw in 666666666666/],
  ])('tells of every store of a stack %s', (_, change, message) => {
    const found = losses(spoiled(RELEASE, BUCKET, change, isRaw));

    expect(found.map(({ type }) => type).sort()).toEqual([KEY, BUCKET, BUCKET]);
    expect(found.map(describeChange)).toContainEqual(expect.stringMatching(message));
  });

  it('takes an output that gets another name for what it leads to', () => {
    const present = structuredClone(RELEASE);
    expect(JSON.stringify(present.aws)).toContain('acme-aws-central/Key');
    expect(JSON.stringify(present.aws)).not.toContain('Fn::GetStackOutput');
  });
});

function recordedOf(config: JsonValue, whole: Assembly): Assembly {
  const baseline = baselineOf('next', { one: config }, () => whole);
  const recorded = baseline.configurations.one;
  return recorded ? assemblyIn(baseline, recorded) : whole;
}
