import { Match, type Template } from 'aws-cdk-lib/assertions';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const inNetwork = (clouds: string) => clouds.replace('aws:\n', 'aws:\n  network: create\n');
const CHAT = 'alerts: { channels: { chat: { kind: slack, url_secret: acme/slack } } }';
const one = awsTemplates(platformOf('production', '', inNetwork(AWS)));
const organization = awsTemplates(platformOf('production', CHAT, inNetwork(AWS_ORGANIZATION)));

function stack(all: Record<string, Template>, part: string): Template {
  const found = all[`acme-aws-${part}`];
  if (!found) {
    throw new Error(`no stack ${part}; there are ${Object.keys(all).join(', ')}`);
  }
  return found;
}

interface Endpoint {
  readonly service: string;
  readonly kind: string;
  readonly statements: readonly {
    readonly Action: string | readonly string[];
    readonly Resource: unknown;
    readonly Condition: { readonly StringEquals: Record<string, unknown> };
  }[];
}

function endpoints(all: Record<string, Template>): readonly Endpoint[] {
  return Object.values(stack(all, 'network').findResources('AWS::EC2::VPCEndpoint')).map(
    ({ Properties: { ServiceName, VpcEndpointType, PolicyDocument } }) => ({
      service: String(ServiceName).replace('com.amazonaws.ap-northeast-1.', ''),
      kind: VpcEndpointType,
      statements: PolicyDocument.Statement,
    }),
  );
}

const endpoint = (all: Record<string, Template>, service: string) => {
  const found = endpoints(all).find((each) => each.service === service);
  if (!found) {
    throw new Error(`no endpoint of ${service}`);
  }
  return found;
};

/** Functions of the security account and whether each is in the network. */
function placed(all: Record<string, Template>): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => !/-(raw|watch|landing)/.test(name))
      .flatMap(([, template]) => Object.values(template.findResources('AWS::Lambda::Function')))
      .filter(({ Properties }) => Properties.FunctionName !== undefined)
      .map(({ Properties }) => [
        Properties.FunctionName.replace('acme-', ''),
        Properties.VpcConfig !== undefined,
      ]),
  );
}

describe('the network of functions', () => {
  it('has no way to the internet', () => {
    const types = Object.values(
      stack(one, 'network').toJSON().Resources as Record<string, { Type: string }>,
    ).map(({ Type }) => Type);

    expect([...new Set(types)].sort()).toEqual([
      'AWS::EC2::FlowLog',
      'AWS::EC2::RouteTable',
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::Subnet',
      'AWS::EC2::SubnetRouteTableAssociation',
      'AWS::EC2::VPC',
      'AWS::EC2::VPCEndpoint',
      'AWS::IAM::ManagedPolicy',
    ]);
  });

  it('is in two zones of the region it is deployed to, looked up by CloudFormation', () => {
    for (const index of [0, 1]) {
      stack(one, 'network').hasResourceProperties('AWS::EC2::Subnet', {
        AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] },
        MapPublicIpOnLaunch: false,
      });
    }
  });

  it('lets HTTPS from functions to endpoints, and nothing else', () => {
    const groups = Object.values(stack(one, 'network').findResources('AWS::EC2::SecurityGroup')).map(
      ({ Properties }) => [Properties.SecurityGroupIngress, Properties.SecurityGroupEgress],
    );

    expect(groups).toEqual([
      [
        undefined,
        [
          {
            CidrIp: '0.0.0.0/0',
            Description: expect.any(String),
            FromPort: 443,
            IpProtocol: 'tcp',
            ToPort: 443,
          },
        ],
      ],
      [
        [expect.objectContaining({ FromPort: 443, ToPort: 443, SourceSecurityGroupId: expect.anything() })],
        [expect.objectContaining({ CidrIp: '127.0.0.1/32' })],
      ],
    ]);
  });

  it('has its flow logs as the enrolment function has those of every VPC', () => {
    stack(one, 'network').hasResourceProperties('AWS::EC2::FlowLog', {
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogFormat: Match.stringLikeRegexp('flow-direction'),
      Tags: Match.arrayWith([
        { Key: 'managed-by', Value: 'kumomori' },
        { Key: 'platform', Value: 'acme' },
      ]),
    });
  });

  it('is made only where it is asked for', () => {
    const without = awsTemplates(platformOf('production', '', AWS));

    expect(Object.keys(without)).not.toContain('acme-aws-network');
    expect(Object.values(placed(without))).not.toContain(true);
  });
});

describe('functions in the network', () => {
  it('are all but those that call other regions, the organization or the internet', () => {
    const alone = placed(one);

    expect(alone).toMatchObject({ normalize: true, reconcile: true, notify: true, 'verify-trail': true });
    expect(alone.enrol).toBe(false);
    expect(placed(organization)).toMatchObject({
      normalize: true,
      reconcile: true,
      // Channels on the internet.
      notify: false,
      // Public keys of every region.
      'verify-trail': false,
      enrol: false,
    });
  });

  it('may have Lambda make their interfaces, and not make any themselves', () => {
    stack(one, 'network').hasResourceProperties('AWS::IAM::ManagedPolicy', {
      ManagedPolicyName: 'acme-network',
      PolicyDocument: Match.objectLike({
        Statement: [
          Match.objectLike({ Sid: 'NetworkInterfaces', Effect: 'Allow' }),
          Match.objectLike({
            Sid: 'NotByCode',
            Effect: 'Deny',
            Action: Match.arrayWith(['ec2:CreateNetworkInterface']),
            Condition: {
              ArnLike: {
                'lambda:SourceFunctionArn': {
                  'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('function:acme-\\*$')])],
                },
              },
            },
          }),
        ],
      }),
    });
    stack(one, 'pipeline').hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'acme-normalize',
      ManagedPolicyArns: [Match.anyValue()],
    });
  });
});

describe('endpoints', () => {
  it('are those that functions in it call, and no others', () => {
    const services = (all: Record<string, Template>) =>
      endpoints(all)
        .map(({ service, kind }) => `${service} ${kind}`)
        .sort();

    expect(services(one)).toEqual(
      expect.arrayContaining([
        'cloudtrail Interface',
        'dynamodb Gateway',
        's3 Gateway',
        'sns Interface',
        'sqs Interface',
      ]),
    );
    // Who calls CloudTrail is outside there; and nobody reads secrets, for nothing is tokenized.
    expect(services(organization)).not.toContain('cloudtrail Interface');
    expect(services(one)).not.toContain('secretsmanager Interface');
    expect(services(one).filter((each) => /^(?:kinesis-streams|logs|sts) /.test(each))).toEqual([]);
  });

  it('let pass the actions of those functions alone, by this account', () => {
    const passing = (service: string) => endpoint(one, service).statements.flatMap(({ Action }) => Action);

    // Messages are received by Lambda itself, from outside.
    expect(passing('sqs')).toContain('sqs:SendMessage');
    expect(passing('sqs')).not.toContain('sqs:ReceiveMessage');
    for (const { statements } of [...endpoints(one), ...endpoints(organization)]) {
      for (const { Action, Condition } of statements) {
        expect([Action].flat().filter((action) => action.includes('*'))).toEqual([]);
        expect(Condition.StringEquals['aws:PrincipalAccount']).toBe('222222222222');
      }
    }
  });

  it('lead to what is of the organization; without one, of the accounts of the platform', () => {
    expect(endpoint(one, 'sns').statements[0]?.Condition.StringEquals['aws:ResourceAccount']).toEqual([
      '222222222222',
    ]);
    expect(endpoint(organization, 'sqs').statements[0]?.Condition.StringEquals['aws:ResourceOrgID']).toBe(
      'o-a1b2c3d4e5',
    );
  });

  it('lead to actions without a resource without asking whose it is, for there is none', () => {
    const keys = endpoint(one, 'cloudtrail').statements.map(({ Action, Condition }) => [
      Action,
      Object.keys(Condition.StringEquals),
    ]);

    expect(keys).toEqual([['cloudtrail:ListPublicKeys', ['aws:PrincipalAccount']]]);
  });

  it('of S3 lead to buckets of the platform, and those it was told of', () => {
    const bucket = `{ name: trail-logs, account: '222222222222', region: ap-northeast-1 }`;
    const existing = inNetwork(AWS).replace(
      'aws:\n',
      `aws:\n  log_bucket: existing\n  existing: { log_bucket: ${bucket} }\n`,
    );
    const resources = (all: Record<string, Template>) =>
      JSON.stringify(endpoint(all, 's3').statements[0]?.Resource).match(/:s3:::[^"]+/g);

    expect(resources(one)).toEqual([':s3:::acme-*']);
    expect(resources(awsTemplates(platformOf('production', '', existing)))).toEqual([
      ':s3:::acme-*',
      ':s3:::trail-logs',
      ':s3:::trail-logs/*',
    ]);
  });
});
