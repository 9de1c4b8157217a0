import { type Acknowledgement, checkAcknowledgements, covers } from '../../../infra/policy/acknowledgement';
import { ACKNOWLEDGEMENTS } from '../../../infra/policy/acknowledgements';
import { IS_FULL, some } from '../../support/effort';
import { removeOutputs } from '../support';
import { losingAnyIsNoticed } from './mutations.case';
import { everyPolicyIsNarrow } from './policies.case';
import { PLATFORMS, synthesized } from './synthesized';

afterAll(removeOutputs);

const used = new Set<Acknowledgement>();

/** What differs in kind; the others have the same resources under other names. */
const KINDS = [
  'everything there is',
  ...(IS_FULL ? ['a trial organization', 'one account in production', 'examples/control-tower.yaml'] : []),
];

describe.each(some(Object.entries(PLATFORMS)))('the templates of %s', (name, platform) => {
  const whole = synthesized(platform());

  it('have nothing that cdk-nag or the own checks find and nobody acknowledged', () => {
    const { findings } = whole;

    for (const one of ACKNOWLEDGEMENTS.filter((each) =>
      findings.some(({ rule, path }) => covers(each, rule, path)),
    )) {
      used.add(one);
    }
    expect(
      findings.filter(({ rule, path }) => !ACKNOWLEDGEMENTS.some((one) => covers(one, rule, path))),
    ).toEqual([]);
  });

  if (KINDS.includes(name)) {
    losingAnyIsNoticed(whole);
  }
  everyPolicyIsNarrow(whole);
});

describe('the acknowledgements', () => {
  // Some configurations alone need few of them.
  (IS_FULL ? it : it.skip)('are each needed by something', () => {
    expect(ACKNOWLEDGEMENTS.filter((one) => !used.has(one)).map(({ id, path }) => `${id} ${path}`)).toEqual(
      [],
    );
  });

  it('are in order', () => {
    expect(checkAcknowledgements(ACKNOWLEDGEMENTS, '2026-11-23')).toEqual([]);
  });
});
