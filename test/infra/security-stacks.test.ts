import { Match, type Template } from 'aws-cdk-lib/assertions';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const EXTRAS = '  cloudwatch_logs: create\n  event_archive: create\n';
const organization = awsTemplates(platformOf('production', '', AWS_ORGANIZATION + EXTRAS));
const trial = awsTemplates(platformOf('trial', '', AWS));

function named(all: Record<string, Template>, name: string): Template {
  const found = all[name];
  if (!found) {
    throw new Error(`no stack ${name}; there are ${Object.keys(all).join(', ')}`);
  }
  return found;
}
const stack = (part: string) => named(organization, `acme-aws-${part}`);
const ofTrial = (part: string) => named(trial, `acme-aws-${part}`);
const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });

describe('the central bus', () => {
  it('takes events only from the forwarding roles of the organization’s accounts', () => {
    stack('central').hasResourceProperties('AWS::Events::EventBusPolicy', {
      Statement: {
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Condition: {
          StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
          ArnLike: { 'aws:PrincipalArn': [arn(':iam::*:role/acme-events-*')] },
        },
      },
    });
  });

  it('is encrypted with the security account’s key', () => {
    stack('central').hasResourceProperties('AWS::Events::EventBus', {
      Name: 'acme-security',
      KmsKeyIdentifier: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
    });
  });

  it('takes from no other account without an organization', () => {
    ofTrial('central').resourceCountIs('AWS::Events::EventBusPolicy', 0);
  });

  it('is archived where that is asked for', () => {
    stack('central').hasResourceProperties('AWS::Events::Archive', { RetentionDays: 14 });
    ofTrial('central').resourceCountIs('AWS::Events::Archive', 0);
  });
});

describe('the state', () => {
  it('is kept in production and goes with a trial', () => {
    stack('central').hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      },
    });
    ofTrial('central').hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    });
  });

  it('is encrypted with a key that rotates, and that services use for one thing each', () => {
    const keys = stack('central').findResources('AWS::KMS::Key');
    const [key] = Object.values(keys);
    const statements: { Principal: { Service?: string }; Condition?: unknown }[] =
      key?.Properties.KeyPolicy.Statement;

    expect(key?.Properties.EnableKeyRotation).toBe(true);
    for (const statement of statements.filter(({ Principal }) => Principal.Service !== undefined)) {
      // Delivery of the approval machine's log names no context of its own.
      const bound =
        statement.Principal.Service === 'delivery.logs.amazonaws.com'
          ? /aws:SourceAccount/
          : /kms:EncryptionContext:aws:(logs|sns|events)/;
      expect(JSON.stringify(statement.Condition)).toMatch(bound);
    }
  });
});

describe('the enrolment function', () => {
  it('runs every hour, and on what happens to VPCs, logs and accounts', () => {
    const rules = Object.values(stack('enrolment').findResources('AWS::Events::Rule')).map(
      ({ Properties }) => Properties.ScheduleExpression ?? Properties.EventPattern.source,
    );

    expect(rules).toEqual(
      expect.arrayContaining([
        'rate(1 hour)',
        ['aws.ec2'],
        ['aws.ec2', 'aws.route53resolver'],
        ['aws.organizations'],
      ]),
    );
  });

  it('is not woken by what it takes away itself', () => {
    stack('enrolment').hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        detail: {
          eventName: Match.arrayWith(['DeleteFlowLogs']),
          userIdentity: { arn: [{ 'anything-but': { wildcard: '*:assumed-role/acme-enrolment/*' } }] },
        },
      },
    });
  });

  it('takes the enrolment role of the organization’s accounts, and no other role', () => {
    stack('enrolment').hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'acme-enrol',
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({
                Action: 'sts:AssumeRole',
                Resource: arn(':iam::*:role/acme-enrolment'),
                Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
              }),
            ]),
          },
        },
      ],
    });
  });

  it('keeps what it could not handle, and says so', () => {
    stack('enrolment').resourceCountIs('AWS::SQS::Queue', 1);
    const alarms = Object.values(stack('enrolment').findResources('AWS::CloudWatch::Alarm'));
    expect(alarms).toHaveLength(4);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toHaveLength(1);
    }
  });

  it('runs on a known log, on Arm, with nothing secret in its environment', () => {
    stack('enrolment').hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-enrol',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      Environment: { Variables: { SETTINGS: Match.anyValue() } },
    });
    stack('enrolment').hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/lambda/acme-enrol',
      KmsKeyId: Match.anyValue(),
      RetentionInDays: 365,
    });
  });
});

describe('a region', () => {
  it('has GuardDuty for every account of the organization', () => {
    const calls = Object.values(stack('region-us-east-1').findResources('Custom::GuardDutyOrganization'));

    expect(JSON.stringify(calls)).toContain('\\"AutoEnableOrganizationMembers\\":\\"ALL\\"');
    ofTrial('region-ap-northeast-1').hasResourceProperties('AWS::GuardDuty::Detector', { Enable: true });
  });

  it('exports GuardDuty’s findings of all accounts to the raw store, under its key', () => {
    const region = stack('region-us-east-1');
    region.hasResourceProperties('AWS::GuardDuty::PublishingDestination', {
      DetectorId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^GuardDutyDetectors'), 'DetectorIds.0'] },
      DestinationType: 'S3',
      DestinationProperties: {
        DestinationArn: arn(':s3:::acme-raw-666666666666-ap-northeast-1'),
        KmsKeyArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^GuardDutyExportKey'), 'KeyMetadata.Arn'] },
      },
    });
    ofTrial('region-ap-northeast-1').hasResourceProperties('AWS::GuardDuty::PublishingDestination', {
      DetectorId: { Ref: Match.stringLikeRegexp('^GuardDutyDetector') },
    });
  });

  it('finds that key by its alias, with a role that may do nothing else', () => {
    const region = stack('region-us-east-1');
    region.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'acme-guardduty-export-us-east-1',
      AssumeRolePolicyDocument: {
        Statement: [{ Principal: { AWS: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AWS679f'), 'Arn'] } } }],
      },
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Action: 'kms:DescribeKey',
                Resource: arn(':kms:ap-northeast-1:666666666666:key/*'),
                Condition: { StringEquals: { 'kms:RequestAlias': 'alias/acme/raw' } },
              },
            ],
          },
        },
      ],
    });
    const [key] = Object.values(region.findResources('Custom::RawKey'));
    expect(JSON.stringify(key)).toContain(':kms:ap-northeast-1:666666666666:alias/acme/raw');
  });

  it('exports to a bucket that was there under that one’s key, and not where GuardDuty cannot', () => {
    const bucket = (more: string) =>
      awsTemplates(
        platformOf(
          'production',
          '',
          `${AWS}  log_bucket: existing\n  existing:\n    log_bucket: { name: org-logs, account: "222222222222", region: ap-northeast-1${more} }\n`,
        ),
      );
    const key = 'arn:aws:kms:ap-northeast-1:222222222222:key/0a1b2c3d';

    const under = named(bucket(`, key_arn: "${key}"`), 'acme-aws-region-ap-northeast-1');
    under.resourceCountIs('Custom::RawKey', 0);
    under.hasResourceProperties('AWS::GuardDuty::PublishingDestination', {
      DestinationProperties: {
        DestinationArn: arn(':s3:::org-logs'),
        KmsKeyArn: arn(':kms:ap-northeast-1:222222222222:key/0a1b2c3d'),
      },
    });
    named(bucket(''), 'acme-aws-region-ap-northeast-1').resourceCountIs(
      'AWS::GuardDuty::PublishingDestination',
      0,
    );
  });

  it('brings findings together in the home region, where every unit is told to report', () => {
    const home = stack('region-ap-northeast-1');
    home.hasResourceProperties('AWS::SecurityHub::FindingAggregator', {
      RegionLinkingMode: 'SPECIFIED_REGIONS',
      Regions: ['us-east-1'],
    });
    home.resourceCountIs('AWS::SecurityHub::PolicyAssociation', 2);
    home.hasResourceProperties('AWS::SecurityHub::OrganizationConfiguration', {
      ConfigurationType: 'CENTRAL',
    });
    stack('region-us-east-1').resourceCountIs('AWS::SecurityHub::FindingAggregator', 0);
  });

  it('brings recordings of the organization together in the home region', () => {
    stack('region-ap-northeast-1').hasResourceProperties('AWS::Config::ConfigurationAggregator', {
      OrganizationAggregationSource: { AwsRegions: ['ap-northeast-1', 'us-east-1'] },
    });
    stack('region-us-east-1').resourceCountIs('AWS::Config::ConfigurationAggregator', 0);
  });

  it('lets the organization subscribe to its log destination, which leads to the home region’s stream', () => {
    const [destination] = Object.values(stack('region-us-east-1').findResources('AWS::Logs::Destination'));

    expect(JSON.stringify(destination?.Properties.DestinationPolicy)).toContain(
      '\\"Condition\\":{\\"StringEquals\\":{\\"aws:PrincipalOrgID\\":\\"o-a1b2c3d4e5\\"}}',
    );
    expect(destination?.Properties.TargetArn).toEqual(
      arn(':kinesis:ap-northeast-1:222222222222:stream/acme-logs'),
    );
    expect(destination?.Properties.RoleArn).toEqual(arn(':iam::222222222222:role/acme-logs-destination'));
  });

  it('has no way in for log groups, and nothing at all, where it is not asked for', () => {
    const off = "  guardduty: 'off'\n  security_hub: 'off'\n  config: 'off'\n";

    const all = awsTemplates(platformOf('production', '', AWS_ORGANIZATION + off));

    expect(Object.keys(all).filter((name) => name.startsWith('acme-aws-region'))).toEqual([]);
    ofTrial('region-ap-northeast-1').resourceCountIs('AWS::Logs::Destination', 0);
  });
});

describe('the integrity of the trail', () => {
  it('is verified with the right to read the raw store and its keys, and nothing more of it', () => {
    const roles = Object.values(stack('integrity').findResources('AWS::IAM::Role'));
    const actions = (
      JSON.stringify(roles).match(/"(s3|kms:Dec|kms:Gen|cloudtrail):?[A-Za-z]+"/g) ?? []
    ).sort();

    expect(roles[0]?.Properties.RoleName).toBe('acme-verify-trail');
    expect(actions).toEqual([
      '"cloudtrail:ListPublicKeys"',
      '"kms:Decrypt"',
      '"s3:GetObject"',
      '"s3:ListBucket"',
    ]);
  });

  it('alarms on every verdict that is not clean', () => {
    stack('integrity').hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'acme',
      MetricName: 'TrailsNotProven',
      Dimensions: [{ Name: 'service', Value: 'verify-trail' }],
    });
    const alarms = Object.values(stack('integrity').findResources('AWS::CloudWatch::Alarm'));
    expect(alarms).toHaveLength(5);
    expect(alarms.every(({ Properties }) => Properties.AlarmActions.length === 1)).toBe(true);
  });

  it('is not verified where there is no trail', () => {
    const all = awsTemplates(platformOf('trial', '', `${AWS}  trail: 'off'\n`));

    expect(Object.keys(all)).not.toContain('acme-aws-integrity');
  });
});

describe('the accounts the platform runs in', () => {
  it('are enrolled by stacks of their own, without a log subscription', () => {
    const members = Object.keys(organization).filter((name) => name.startsWith('acme-aws-member-'));

    expect(members).toEqual(
      expect.arrayContaining([
        'acme-aws-member-security-ap-northeast-1',
        'acme-aws-member-security-us-east-1',
        'acme-aws-member-log-archive-ap-northeast-1',
        'acme-aws-member-log-archive-us-east-1',
      ]),
    );
    for (const name of members) {
      named(organization, name).resourceCountIs('AWS::Logs::AccountPolicy', 0);
      named(organization, name).resourceCountIs('AWS::Events::Rule', 1);
    }
  });

  it('forward findings of the whole organization from the security account only', () => {
    const pattern = (part: string) =>
      Object.values(stack(part).findResources('AWS::Events::Rule'))[0]?.Properties.EventPattern[
        'detail-type'
      ];

    for (const one of ['GuardDuty Finding', 'Security Hub Findings - Imported']) {
      expect(pattern('member-security-us-east-1').filter((type: string) => type === one)).toEqual([one]);
      expect(pattern('member-log-archive-us-east-1')).not.toContain(one);
    }
  });
});

describe('other partitions', () => {
  it.each([
    ['GovCloud', 'us-gov-west-1'],
    ['China', 'cn-north-1'],
  ])('synthesize without a literal one: %s', (_, region) => {
    const all = awsTemplates(platformOf('trial', '', AWS.replace('ap-northeast-1', region) + EXTRAS));

    for (const name of Object.keys(all)) {
      expect(JSON.stringify(named(all, name).toJSON())).not.toContain('arn:aws');
    }
  });
});
