import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CfnParameter, CfnStack, Stack, Stage } from 'aws-cdk-lib';
import { bundleHandler } from '../../infra/aws/constructs/bundle-handler';
import { memberTemplate } from '../../infra/aws/constructs/member-template';
import { newAwsApp } from '../../infra/aws-app';
import { platformHandlers } from '../../infra/policy/platform-handlers';
import { AWS } from '../lib/config/support';
import { outputDirectory, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const ROOT = join(__dirname, '..', '..');

describe('the handlers of the platform', () => {
  it('are the files of functions/aws', () => {
    const files = readdirSync(join(ROOT, 'functions', 'aws')).filter((file) => file.endsWith('.ts'));

    expect(platformHandlers()).toEqual(files.map((file) => file.slice(0, -'.ts'.length)).sort());
  });

  it('cannot be bundled under a name there is not', () => {
    expect(() => bundleHandler('enroll')).toThrow('functions/aws/enroll.ts: there is no such handler');
  });
});

describe('a template for other accounts', () => {
  const platform = platformOf('trial', '', AWS);
  const { aws } = platform;
  const template = (build: (stack: Stack) => void) => {
    if (!aws) {
      throw new Error('no AWS');
    }
    const stage = new Stage(newAwsApp({ outdir: outputDirectory() }), 'stage');
    return () => memberTemplate(new Stack(stage, 'stack'), 'member', { platform, aws }, build);
  };

  it('is refused with a nested stack in it', () => {
    expect(
      template((stack) => new CfnStack(stack, 'Nested', { templateUrl: 'https://example.com' })),
    ).toThrow('cannot go into a stack set');
  });

  it('is refused when it is too long', () => {
    const long = (stack: Stack) => {
      for (let index = 0; index < 60; index += 1) {
        new CfnParameter(stack, `Parameter${index}`, { description: 'x'.repeat(1000) });
      }
    };

    expect(template(long)).toThrow(/has \d+ bytes, above the 51200 of a stack set/);
  });
});
