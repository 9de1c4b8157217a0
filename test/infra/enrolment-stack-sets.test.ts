import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { addAwsStacks, newAwsApp } from '../../infra/aws-app';
import { isObject, type JsonObject, object } from '../../lib/json';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { awsTemplates, outputDirectory, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const EXTRAS = '  cloudwatch_logs: create\n';
const templates = awsTemplates(platformOf('production', '', AWS_ORGANIZATION + EXTRAS));

const named = (all: Record<string, Template>, name: string): Template => {
  const found = all[name];
  if (!found) {
    throw new Error(`no stack ${name}; there are ${Object.keys(all).join(', ')}`);
  }
  return found;
};

const properties = (template: Template, type: string): JsonObject[] =>
  Object.values(template.findResources(type)).map((resource) => object(resource.Properties) ?? {});

const sets = properties(named(templates, 'acme-aws-enrolment'), 'AWS::CloudFormation::StackSet');
const bodies = new Map(
  sets.map((set) => [String(set.StackSetName), JSON.parse(String(set.TemplateBody)) as JsonObject]),
);
const inSet = (set: string, type: string): JsonObject => {
  const resources = Object.values(object(bodies.get(set)?.Resources) ?? {}).filter(isObject);
  return resources.find((resource) => resource.Type === type) ?? {};
};

describe('the stack sets', () => {
  it('are one for each concern, so that what fails in an account fails alone', () => {
    expect(sets.map((set) => set.StackSetName)).toEqual([
      'acme-member-roles',
      'acme-member-events',
      'acme-member-config',
      'acme-member-logs',
    ]);
  });

  it.each(sets.map((set): [string, JsonObject] => [String(set.StackSetName), set]))(
    'reach every present and future account of the units, from the security account: %s',
    (_, set) => {
      expect(set).toMatchObject({
        PermissionModel: 'SERVICE_MANAGED',
        CallAs: 'DELEGATED_ADMIN',
        AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
        ManagedExecution: { Active: true },
        OperationPreferences: {
          FailureTolerancePercentage: 100,
          MaxConcurrentPercentage: 25,
          ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
          RegionConcurrencyType: 'PARALLEL',
        },
        StackInstancesGroup: [
          {
            DeploymentTargets: {
              OrganizationalUnitIds: ['ou-ab12-3cd4ef56', 'ou-ab12-7gh8ij90'],
              AccountFilterType: 'DIFFERENCE',
              Accounts: ['111111111111', '222222222222', '666666666666'],
            },
          },
        ],
      });
    },
  );

  it('put roles into one region and the rest into each', () => {
    const regions = sets.map(
      (set) => object(Array.isArray(set.StackInstancesGroup) ? set.StackInstancesGroup[0] : {})?.Regions,
    );

    expect(regions).toEqual([
      ['ap-northeast-1'],
      ['ap-northeast-1', 'us-east-1'],
      ['ap-northeast-1', 'us-east-1'],
      ['ap-northeast-1', 'us-east-1'],
    ]);
  });

  it.each(sets.map((set): [string, string] => [String(set.StackSetName), String(set.TemplateBody)]))(
    'hold a template that stack sets take: %s',
    (_, body) => {
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(51_200);
      expect(body).not.toMatch(
        /"Transform"|AWS::CloudFormation::Stack"|cdk-[a-z0-9]+-assets|BootstrapVersion/,
      );
      expect(body).not.toContain('arn:aws:');
    },
  );
});

describe('what a member account gets', () => {
  it('is a role that only the enrolment function takes, from within the organization', () => {
    const { Properties: role } = inSet('acme-member-roles', 'AWS::IAM::Role');

    expect(role).toMatchObject({
      RoleName: 'acme-enrolment',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: {
              AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::222222222222:root']] },
            },
            Condition: {
              ArnEquals: {
                'aws:PrincipalArn': {
                  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::222222222222:role/acme-enrol']],
                },
              },
              StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
            },
          },
        ],
      },
    });
  });

  it('lets that role delete only flow logs the platform made', () => {
    const role = object(inSet('acme-member-roles', 'AWS::IAM::Role').Properties);
    const statements = JSON.stringify(role?.Policies);

    expect(statements).toContain(
      '"Action":"ec2:DeleteFlowLogs","Condition":{"StringEquals":{"aws:ResourceTag/managed-by":"kumomori"}}',
    );
    expect(statements).not.toMatch(/"(ec2|logs|route53resolver|iam|s3):\*"/);
  });

  it('is a rule that sends security events to the central bus with a role of its own', () => {
    const bus = {
      'Fn::Join': [
        '',
        ['arn:', { Ref: 'AWS::Partition' }, ':events:ap-northeast-1:222222222222:event-bus/acme-security'],
      ],
    };
    const { Properties: rule } = inSet('acme-member-events', 'AWS::Events::Rule');
    const { Properties: role } = inSet('acme-member-events', 'AWS::IAM::Role');

    expect(rule).toMatchObject({
      State: 'ENABLED',
      EventPattern: { 'detail-type': expect.arrayContaining(['AWS API Call via CloudTrail']) },
      Targets: [{ Arn: bus }],
    });
    expect(role).toMatchObject({
      RoleName: { 'Fn::Join': ['', ['acme-events-', { Ref: 'AWS::Region' }]] },
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnEquals: {} },
          },
        ],
      },
      Policies: [{ PolicyDocument: { Statement: [{ Action: 'events:PutEvents', Resource: bus }] } }],
    });
  });

  it('sends read-only calls, too, where that is asked for', () => {
    const all = awsTemplates(platformOf('production', '', `${AWS_ORGANIZATION}  read_events: create\n`));

    const events = properties(named(all, 'acme-aws-enrolment'), 'AWS::CloudFormation::StackSet')[1];

    expect(String(events?.TemplateBody)).toContain('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  });

  it('is a recorder that delivers to the region’s landing bucket', () => {
    expect(inSet('acme-member-config', 'AWS::Config::DeliveryChannel').Properties).toMatchObject({
      S3BucketName: { 'Fn::Join': ['', ['acme-landing-666666666666-', { Ref: 'AWS::Region' }]] },
    });
    expect(inSet('acme-member-config', 'AWS::Config::ConfigurationRecorder').Properties).toMatchObject({
      RecordingGroup: {
        AllSupported: true,
        IncludeGlobalResourceTypes: { 'Fn::If': [expect.any(String), true, false] },
      },
    });
  });

  it('is a log subscription with a condition that is false in every account of the platform', () => {
    const policy = inSet('acme-member-logs', 'AWS::Logs::AccountPolicy');
    const conditions = object(bodies.get('acme-member-logs')?.Conditions);

    expect(conditions?.[String(policy.Condition)]).toEqual({
      'Fn::Not': [
        {
          'Fn::Or': ['222222222222', '666666666666', '111111111111'].map((account) => ({
            'Fn::Equals': [{ Ref: 'AWS::AccountId' }, account],
          })),
        },
      ],
    });
  });

  it('never subscribes to a log of the platform’s own functions', () => {
    const { SelectionCriteria: criteria } =
      object(inSet('acme-member-logs', 'AWS::Logs::AccountPolicy').Properties) ?? {};
    const own = properties(named(templates, 'acme-aws-enrolment'), 'AWS::Logs::LogGroup');

    expect(String(criteria)).toMatch(/^LogGroupName NOT IN \["\/aws\/lambda\/acme-/);
    expect(own.length).toBeGreaterThan(0);
    for (const { LogGroupName: name } of own) {
      expect(String(criteria)).toContain(`"${String(name)}"`);
    }
  });
});

describe('the sets there are', () => {
  const setsOf = (clouds: string) =>
    properties(
      named(awsTemplates(platformOf('trial', '', clouds)), 'acme-aws-enrolment'),
      'AWS::CloudFormation::StackSet',
    ).map((set) => set.StackSetName);

  it.each([
    ['none without an organization', AWS, []],
    [
      'no recorders where Config is there',
      `${AWS_ORGANIZATION}  config: 'off'\n`,
      ['acme-member-roles', 'acme-member-events'],
    ],
    [
      'no log subscription by default',
      AWS_ORGANIZATION,
      ['acme-member-roles', 'acme-member-events', 'acme-member-config'],
    ],
  ])('%s', (_, clouds, expected) => {
    expect(setsOf(clouds)).toEqual(expected);
  });
});

describe('an organization of 500 accounts in 20 regions', () => {
  const regions = ['ap-northeast', 'us-east', 'eu-west']
    .flatMap((area) => [1, 2, 3, 4, 5, 6, 7].map((number) => `${area}-${number}`))
    .slice(0, 20);
  const accounts = Array.from(
    { length: 497 },
    (_, index) => `    - { name: A${index}, id: '${100000000000 + index}' }\n`,
  );
  const large =
    AWS_ORGANIZATION.replaceAll('[ap-northeast-1, us-east-1]', `[${regions.join(', ')}]`) + accounts.join('');
  const all = awsTemplates(platformOf('production', '', large + EXTRAS));

  it('stays within the limits of CloudFormation in every stack', () => {
    const sizes = Object.entries(all).map(([name, template]) => ({
      name,
      resources: Object.keys(object(template.toJSON().Resources) ?? {}).length,
      bytes: JSON.stringify(template.toJSON()).length,
    }));

    expect(sizes.filter(({ resources }) => resources > 500)).toEqual([]);
    expect(sizes.filter(({ bytes }) => bytes >= 1_000_000)).toEqual([]);
  });

  it('has no more stacks for more accounts', () => {
    const few = awsTemplates(platformOf('production', '', large.replace(accounts.join(''), '') + EXTRAS));

    expect(Object.keys(all)).toEqual(Object.keys(few));
  });
});

describe('the members’ templates', () => {
  it('are written beside the others, for auditors', () => {
    const outdir = outputDirectory();
    const app = newAwsApp({
      outdir,
      builtinCloudFormationValidation: false,
      context: { 'aws:cdk:bundling-stacks': [] },
    });
    addAwsStacks(app, platformOf('production', '', AWS_ORGANIZATION + EXTRAS));
    app.synth();

    for (const [set, body] of bodies) {
      const file = join(outdir, 'assembly-acme', `${set.replace('acme-', '')}.member.template.json`);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(body);
    }
  });
});
