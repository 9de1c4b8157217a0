import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { QueryStack } from '../../infra/aws/query/query-stack';
import { CentralStack } from '../../infra/aws/security/central-stack';
import { SAVED_QUERIES } from '../../lib/lake/saved-queries';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { awsTemplates, platformOf, removeOutputs, templateAlone } from './support';

afterAll(removeOutputs);

const TEAMS = `query:
  teams:
    - name: security
    - { name: network, scan_limit_gb: 100, categories: [network, finding] }
`;

/** The template of the query stack alone. */
function queryOf(lifecycle: 'trial' | 'production', text: string, clouds: string): Template {
  const platform = platformOf(lifecycle, text, clouds);
  return templateAlone(platform, (stage, props) => {
    const security = new Construct(stage, 'Security');
    const central = new CentralStack(security, 'Central', props);
    return new QueryStack(security, 'Query', { ...props, central });
  });
}

/** The queries of rules, of a platform on one account. */
function ruleQueriesOf(text: string): readonly Record<string, string>[] {
  const template = awsTemplates(platformOf('trial', text, AWS))['acme-aws-rule-queries'];
  const queries = Object.values(template?.findResources('AWS::Athena::NamedQuery') ?? {});
  return queries.map(({ Properties }) => Properties as Record<string, string>);
}

const organization = queryOf('production', TEAMS, AWS_ORGANIZATION);
const trial = queryOf('trial', '', AWS);

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** What a team's policy allows, by statement. */
function policyOf(team: string): Record<string, Statement> {
  const found = Object.values(organization.findResources('AWS::IAM::ManagedPolicy')).find(
    ({ Properties }) => Properties.ManagedPolicyName === `acme-analyst-${team}`,
  );
  const statements: Statement[] = found?.Properties.PolicyDocument.Statement ?? [];
  return Object.fromEntries(statements.map((statement) => [statement.Sid, statement]));
}

const keysOf = (resource: unknown) =>
  [resource]
    .flat()
    .map((one) => JSON.stringify(one).replace(/^.*:s3:::|"?\]?\]?\}?$/g, ''))
    .sort();

describe('the table', () => {
  it('is over the lake’s own bucket, its partitions worked out from queries', () => {
    organization.hasResourceProperties('AWS::Glue::Table', {
      DatabaseName: 'acme',
      TableInput: {
        Name: 'security_events',
        TableType: 'EXTERNAL_TABLE',
        Parameters: Match.objectLike({
          'projection.enabled': 'true',
          read_restored_glacier_objects: 'true',
        }),
        StorageDescriptor: Match.objectLike({
          Location: 's3://acme-lake-222222222222-ap-northeast-1/events/',
        }),
      },
    });
  });

  it('has views of recent times, and of what a team may read where that is not all', () => {
    const views = (template: Template) =>
      Object.values(template.findResources('AWS::Glue::Table'))
        .filter(({ Properties }) => Properties.TableInput.TableType === 'VIRTUAL_VIEW')
        .map(({ Properties }) => Properties.TableInput.Name)
        .sort();
    const recent = ['day', 'hour', 'month', 'week'].map((period) => `security_events_last_${period}`);

    expect(views(trial)).toEqual(recent);
    expect(views(organization)).toEqual([...recent, 'security_events_of_network']);
  });
});

describe('a team’s workgroup', () => {
  it('stops what reads beyond its limit, and encrypts results in the team’s folder, whatever a client asks', () => {
    organization.hasResourceProperties('AWS::Athena::WorkGroup', {
      Name: 'acme-network',
      WorkGroupConfiguration: {
        BytesScannedCutoffPerQuery: 100_000_000_000,
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
        ResultConfiguration: Match.objectLike({
          EncryptionConfiguration: Match.objectLike({ EncryptionOption: 'SSE_KMS' }),
          ExpectedBucketOwner: '222222222222',
          OutputLocation: Match.objectLike({ 'Fn::Join': ['', ['s3://', Match.anyValue(), '/network/']] }),
        }),
      },
    });
  });

  it('tells the operators of a team that reads much', () => {
    organization.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Athena',
      MetricName: 'ProcessedBytes',
      Threshold: 1_000_000_000_000,
      AlarmActions: [Match.anyValue()],
    });
  });

  it('has every saved query', () => {
    const namesIn = (team: string) =>
      Object.values(organization.findResources('AWS::Athena::NamedQuery'))
        .filter(({ Properties }) => Properties.WorkGroup === `acme-${team}`)
        .map(({ Properties }) => String(Properties.Name));
    const saved = SAVED_QUERIES.map(({ id }) => id).sort();

    expect(namesIn('network').sort()).toEqual(saved);
    expect(namesIn('security').sort()).toEqual(saved);
  });

  it('asks a team’s own view where it may not read everything', () => {
    const queries = [
      ...Object.values(organization.findResources('AWS::Athena::NamedQuery')),
      ...Object.values(organization.findResources('AWS::Athena::PreparedStatement')),
    ].map(({ Properties }) => Properties);
    const tablesOf = (team: string) =>
      queries
        .filter(({ WorkGroup }) => WorkGroup === `acme-${team}`)
        .map((one) => /FROM ("security_events\w*")/.exec(one.QueryString ?? one.QueryStatement)?.[1]);

    expect(new Set(tablesOf('network'))).toEqual(new Set(['"security_events_of_network"']));
    expect(new Set(tablesOf('security'))).toEqual(new Set(['"security_events"']));
  });

  it('asks rules of the last day, not of everything there is', () => {
    const queries = ruleQueriesOf(TEAMS);

    expect(queries.length).toBeGreaterThan(100);
    expect(new Set(queries.map(({ WorkGroup }) => WorkGroup))).toEqual(new Set(['acme-security']));
    expect(
      queries.filter(({ QueryString }) => !QueryString?.includes('FROM "security_events_last_day"')),
    ).toEqual([]);
  });

  it('has no rule that takes the token key: no template holds a secret', () => {
    const tokens = 'privacy:\n  identities: tokenize\n  addresses: tokenize\n  token_key: acme/token-key\n';

    const text = JSON.stringify(ruleQueriesOf(tokens));

    expect(text).not.toMatch(/tok_/);
    expect(text).toContain('rule: ');
  });
});

describe('a team’s analysts', () => {
  it('read the folders of the team’s categories, and list no others', () => {
    const { ReadEvents, ListEvents } = policyOf('network');

    expect(keysOf(ReadEvents?.Resource)).toEqual([
      'acme-lake-222222222222-ap-northeast-1/events/*/event_category=finding/*',
      'acme-lake-222222222222-ap-northeast-1/events/*/event_category=network/*',
    ]);
    expect(ListEvents?.Condition?.StringLike?.['s3:prefix']).toEqual([
      'events/*/event_category=network/*',
      'events/*/event_category=finding/*',
    ]);
  });

  it('read every event where the team has every category, and nothing else of the lake', () => {
    expect(keysOf(policyOf('security').ReadEvents?.Resource)).toEqual([
      'acme-lake-222222222222-ap-northeast-1/events/*',
    ]);
  });

  it('have no right to raw logs, to other teams’ results, or to write the lake', () => {
    const text = JSON.stringify(policyOf('network'));

    expect(text).not.toContain('acme-raw-');
    expect(text).not.toContain('/security/*');
    expect(keysOf(policyOf('network').Results?.Resource)).toEqual([
      'acme-query-results-222222222222-ap-northeast-1/network/*',
    ]);
  });

  it('decrypt with the lake’s key through S3 only', () => {
    expect(policyOf('network').DecryptEvents?.Condition).toEqual({
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/acme/lake' },
      StringEquals: { 'kms:ViaService': 's3.ap-northeast-1.amazonaws.com' },
    });
  });

  it('are the team’s permission set, or users with a second factor, of the organization', () => {
    const role = Object.values(organization.findResources('AWS::IAM::Role')).find(
      ({ Properties }) => Properties.RoleName === 'acme-analyst-network',
    );
    const statements: Statement[] = role?.Properties.AssumeRolePolicyDocument.Statement ?? [];

    expect(statements).toHaveLength(2);
    expect(JSON.stringify(statements[0]?.Condition)).toContain('AWSReservedSSO_acme-network_*');
    expect(statements[1]?.Condition?.Bool).toEqual({ 'aws:MultiFactorAuthPresent': 'true' });
    for (const { Condition } of statements) {
      expect(Condition?.StringEquals).toEqual({ 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' });
    }
  });

  it('have a policy that IAM takes: at most 6,144 characters', () => {
    for (const team of ['security', 'network']) {
      const statements = Object.values(policyOf(team));

      expect(JSON.stringify({ Version: '2012-10-17', Statement: statements }).length).toBeLessThan(6144);
    }
  });
});

describe('results', () => {
  it('are encrypted, kept for a month, and go with a trial', () => {
    organization.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketName: 'acme-query-results-222222222222-ap-northeast-1',
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 30 })] },
      },
    });
    trial.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  });
});

describe('at the most teams there can be', () => {
  it('stays within what CloudFormation takes', () => {
    const teams = Array.from(
      { length: 10 },
      (_, index) => `    - { name: team-${index}, categories: [network] }`,
    );
    const template = queryOf(
      'production',
      `query:\n  teams:\n${teams.join('\n')}\n`,
      AWS_ORGANIZATION,
    ).toJSON();

    expect(Object.keys(template.Resources).length).toBeLessThan(500);
    // As CDK writes it, with indentation.
    expect(JSON.stringify(template, undefined, 1).length).toBeLessThan(1_000_000);
  });
});

describe('other partitions', () => {
  it.each([
    ['GovCloud', 'us-gov-west-1'],
    ['China', 'cn-north-1'],
  ])('synthesize without a literal one: %s', (_, region) => {
    const template = queryOf('trial', TEAMS, AWS.replace('ap-northeast-1', region));

    expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws');
  });
});
