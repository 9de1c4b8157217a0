import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { exemptRoles } from '../../infra/policy/guardrails/exempt';
import { guardrails } from '../../infra/policy/guardrails/guardrails';
import { resolved } from '../lib/config/support';
import { awsTemplates, removeOutputs } from './support';

afterAll(removeOutputs);

/** An example configuration, and what it makes of AWS. */
function example(name: string) {
  const text = readFileSync(join(__dirname, '../../infra/config/examples', `${name}.yaml`), 'utf8');
  const platform = resolved(text);
  if (platform.aws === undefined) {
    throw new Error(`${name} has no AWS`);
  }
  const context = { platform, aws: platform.aws, partition: 'aws' };
  return { context, templates: awsTemplates(platform) };
}

function typesIn(templates: Record<string, Template>): ReadonlySet<string> {
  const resources = Object.values(templates).flatMap((template) =>
    Object.values(
      template.toJSON().Resources as Record<string, { Type: string; Properties?: { TemplateBody?: string } }>,
    ),
  );
  const carried = resources.flatMap(({ Properties }) =>
    Properties?.TemplateBody === undefined
      ? []
      : Object.values(JSON.parse(Properties.TemplateBody).Resources as Record<string, { Type: string }>),
  );
  return new Set([...resources, ...carried].map(({ Type }) => Type));
}

const TRAIL = ['AWS::CloudTrail::Trail'];
const CONFIG = [
  'AWS::Config::ConfigurationRecorder',
  'AWS::Config::DeliveryChannel',
  'AWS::Config::ConfigurationAggregator',
];
const ADMINISTERED = [
  'AWS::GuardDuty::Detector',
  'Custom::GuardDutyDetector',
  'AWS::SecurityHub::DelegatedAdmin',
];

describe.each([
  ['control-tower', 'arn:aws:iam::*:role/AWSControlTowerExecution', [...TRAIL, ...CONFIG]],
  ['landing-zone-accelerator', 'arn:aws:iam::*:role/AWSAccelerator*', [...TRAIL, ...CONFIG, ...ADMINISTERED]],
])('the layout of %s', (name, role, absent) => {
  const { context, templates } = example(name);
  const [scp] = guardrails(context);
  const actions = scp?.document.Statement.flatMap(({ Action }) => Action) ?? [];

  it('gets nothing a second time', () => {
    expect(absent.filter((type) => typesIn(templates).has(type))).toEqual([]);
  });

  it('keeps its own guards over its trail and its recorders', () => {
    expect(actions.filter((action) => /^(?:cloudtrail|config):/.test(action))).toEqual([]);
  });

  it('may go on managing its accounts', () => {
    expect(exemptRoles(context)).toContain(role);
  });

  it('owns nothing that the guardrails name', () => {
    const named = scp?.document.Statement.flatMap(({ Resource }) => Resource ?? []) ?? [];

    expect(named.filter((arn) => /controltower|accelerator|arn:aws:s3:::\*/i.test(arn))).toEqual([]);
  });
});

describe('an organization without anything in place', () => {
  it('gets each once: what the layouts above leave out', () => {
    const types = typesIn(example('two-account').templates);

    expect(
      [...TRAIL, ...CONFIG, 'AWS::SecurityHub::DelegatedAdmin'].filter((type) => !types.has(type)),
    ).toEqual([]);
  });
});
