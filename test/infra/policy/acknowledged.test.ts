import { type IPolicyValidationContext, Validations } from 'aws-cdk-lib';
import { addAwsStacks, newAwsApp } from '../../../infra/aws-app';
import { type Acknowledgement, checkAcknowledgements, covers } from '../../../infra/policy/acknowledgement';
import { ACKNOWLEDGEMENTS } from '../../../infra/policy/acknowledgements';
import { PolicyValidation } from '../../../infra/policy/policy-validation';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import { AWS_ORGANIZATION, resolved } from '../../lib/config/support';
import { outputDirectory, removeOutputs } from '../support';
import { PLATFORMS } from './synthesized';

afterAll(removeOutputs);

const EXTRAS = ['cloudwatch_logs', 'read_events', 'event_archive']
  .map((name) => `  ${name}: create\n`)
  .join('');
const EVERYTHING = AWS_ORGANIZATION.replace('aws:\n', `aws:\n${EXTRAS}`);
const PLATFORM_OF: Readonly<Record<string, () => ResolvedPlatform>> = {
  'everything there is': () =>
    resolved(`version: 1\nname: acme\nvolume: startup\nlifecycle: production\n${EVERYTHING}`),
  ...PLATFORMS,
};

describe('the checks at synth', () => {
  const used = new Set<Acknowledgement>();

  it.each(Object.keys(PLATFORM_OF))('find nothing that is not acknowledged: %s', (name) => {
    const found = findings(PLATFORM_OF[name]?.() as ResolvedPlatform);

    for (const one of ACKNOWLEDGEMENTS) {
      if (found.some(({ rule, path }) => covers(one, rule, path))) {
        used.add(one);
      }
    }
    expect(found.length).toBeGreaterThan(0);
    expect(
      found.filter(({ rule, path }) => !ACKNOWLEDGEMENTS.some((one) => covers(one, rule, path))),
    ).toEqual([]);
  });

  it('have no acknowledgement that nothing needs', () => {
    expect(ACKNOWLEDGEMENTS.filter((one) => !used.has(one)).map(({ id, path }) => `${id} ${path}`)).toEqual(
      [],
    );
  });

  it('have acknowledgements that are in order', () => {
    expect(checkAcknowledgements(ACKNOWLEDGEMENTS, '2026-11-23')).toEqual([]);
  });
});

interface Finding {
  readonly rule: string;
  readonly path: string;
}

/** What the checks find before anything is acknowledged. */
function findings(platform: ResolvedPlatform): readonly Finding[] {
  const found: Finding[] = [];
  class Listening extends PolicyValidation {
    override validate(context: IPolicyValidationContext) {
      const report = super.validate(context);
      for (const { ruleName, violatingResources } of report.violations) {
        found.push(
          ...violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, path: constructPath })),
        );
      }
      return { success: true, violations: [] };
    }
  }
  const app = newAwsApp({
    outdir: outputDirectory(),
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  addAwsStacks(app, platform);
  Validations.of(app).addPlugins(new Listening({ acknowledgements: [], today: '2026-11-23' }));
  app.synth();
  return found;
}
