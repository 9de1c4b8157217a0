import { Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { newAwsApp } from '../../../infra/aws-app';
import type { Acknowledgement } from '../../../infra/policy/acknowledgement';
import { PolicyValidation } from '../../../infra/policy/policy-validation';
import { outputDirectory, removeOutputs } from '../support';

afterAll(removeOutputs);

const KEPT: Acknowledgement = {
  id: 'Kumomori-log-group-kept',
  path: 'LogArchive/Raw/Group',
  reason: 'kept for ever because the test says so',
  owner: 'platform',
  expires: '2026-12-31',
};
const NOT_ENCRYPTED: Acknowledgement = { ...KEPT, id: 'NIST.800.53.R5-CloudWatchLogGroupEncrypted' };
const NOT_KEPT: Acknowledgement = { ...KEPT, id: 'NIST.800.53.R5-CloudWatchLogGroupRetentionPeriod' };

describe('the policy at synth', () => {
  it("fails for what cdk-nag's packs and the own checks find", () => {
    expect(synth([NOT_ENCRYPTED, NOT_KEPT])).toContain('Kumomori-log-group-kept');
    expect(synth([KEPT, NOT_KEPT])).toContain('NIST.800.53.R5-CloudWatchLogGroupEncrypted');
  });

  it('lets pass what is acknowledged', () => {
    expect(synth([KEPT, NOT_ENCRYPTED, NOT_KEPT])).toBe('');
  });

  it('fails again when an acknowledgement has ended', () => {
    expect(synth([KEPT, NOT_ENCRYPTED, NOT_KEPT], '2027-01-01')).toContain('expired on 2026-12-31');
  });

  it('does not let one path stand for another', () => {
    const other = { ...KEPT, path: 'LogArchive/Raw/Other' };

    expect(synth([other, NOT_ENCRYPTED, NOT_KEPT])).toContain('Kumomori-log-group-kept');
  });
});

/** What a synth of one log group without anything fails with; empty when it does not. */
function synth(acknowledgements: readonly Acknowledgement[], today = '2026-12-31'): string {
  const app = newAwsApp({ outdir: outputDirectory(), builtinCloudFormationValidation: false });
  const stage = new Stage(app, 'acme');
  const env = { account: '222222222222', region: 'ap-northeast-1' };
  const stack = new Stack(new Construct(stage, 'LogArchive'), 'Raw', { description: 'test', env });
  new CfnLogGroup(stack, 'Group');
  Validations.of(app).addPlugins(new PolicyValidation({ acknowledgements, today }));
  const errors = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const written = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    app.synth();
    return '';
  } catch (error) {
    return [...errors.mock.calls, ...written.mock.calls].flat().join('\n') + String(error);
  } finally {
    errors.mockRestore();
    written.mockRestore();
  }
}
