import type { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { operators } from '../../infra/aws/log-archive/policy/operator';
import { rawAccess } from '../../infra/aws/log-archive/policy/raw-access';
import { QueryStack } from '../../infra/aws/query/query-stack';
import { CentralStack } from '../../infra/aws/security/central-stack';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { AWS_ORGANIZATION, problemsOf } from '../lib/config/support';
import { flat } from './log-archive-support';
import { platformOf, removeOutputs, templateAlone } from './support';

afterAll(removeOutputs);

interface Statement {
  readonly Sid: string;
  readonly Action: string;
  readonly Resource: string | readonly string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

function templateOf(platform: ResolvedPlatform): Template {
  return templateAlone(platform, (stage, props) => {
    const security = new Construct(stage, 'Security');
    const central = new CentralStack(security, 'Central', props);
    return new QueryStack(security, 'Query', { ...props, central });
  });
}

const platform = platformOf('production', '', AWS_ORGANIZATION);
const template = templateOf(platform);
const allowed = (): Record<string, Statement> => {
  const [policy] = Object.values(
    template.findResources('AWS::IAM::ManagedPolicy', { Properties: { ManagedPolicyName: 'acme-operator' } }),
  );
  const statements = flat(policy?.Properties.PolicyDocument.Statement) as readonly Statement[];
  return Object.fromEntries(statements.map((statement) => [statement.Sid, statement]));
};

const LAKE = 'acme-lake-222222222222-ap-northeast-1';
const RAW = 'acme-raw-666666666666-ap-northeast-1';

describe('operators', () => {
  it('may tell the pipeline, list, ask for archived objects and read records and accounts, and nothing else', () => {
    const grants = Object.values(allowed()).map(({ Action, Resource }) => [
      Action,
      [Resource]
        .flat()
        .map((one) => (typeof one === 'string' ? one.replace(/^.*?:(?=acme|key)/, '') : 'of Central')),
    ]);

    expect(grants).toEqual([
      ['sqs:SendMessage', ['acme-ingest']],
      ['s3:ListBucketVersions', [RAW]],
      ['s3:ListBucket', [LAKE]],
      ['s3:RestoreObject', [`${LAKE}/events/*`, `${RAW}/*`]],
      [
        's3:GetObject',
        [
          `${LAKE}/reference/accounts/accounts.ndjson`,
          ...['commits', 'manifests', 'replays'].map((records) => `${LAKE}/state/${records}/*`),
        ],
      ],
      ['dynamodb:GetItem', ['of Central']],
      ['kms:Decrypt', ['of Central']],
      ['kms:Decrypt', ['key/*']],
    ]);
    expect(allowed().DecryptRecords?.Condition).toEqual({
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/acme/lake' },
      StringEquals: { 'kms:ViaService': 's3.ap-northeast-1.amazonaws.com' },
    });
  });

  it('are the permission set of that name, or users with a second factor, of the organization', () => {
    const [role] = Object.values(
      template.findResources('AWS::IAM::Role', { Properties: { RoleName: 'acme-operator' } }),
    );
    const statements: readonly Statement[] = role?.Properties.AssumeRolePolicyDocument.Statement ?? [];

    expect(statements).toHaveLength(2);
    expect(JSON.stringify(statements[0]?.Condition)).toContain('AWSReservedSSO_acme-operator_*');
    expect(statements[1]?.Condition?.Bool).toEqual({ 'aws:MultiFactorAuthPresent': 'true' });
    for (const { Condition } of statements) {
      expect(Condition?.StringEquals).toEqual({ 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' });
    }
  });

  it('are let in by the raw bucket by their role’s name, to list and restore, never to read', () => {
    const { aws } = platform;
    const target = { platform, aws: aws ?? fail(), partition: 'aws', bucket: RAW };
    const { bucket, key } = operators(target);

    expect(key).toEqual([]);
    expect(bucket.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ['s3:ListBucketVersions', `arn:aws:s3:::${RAW}`],
      ['s3:RestoreObject', `arn:aws:s3:::${RAW}/*`],
    ]);
    for (const { Condition, Principal } of bucket) {
      expect(Principal).toEqual({ AWS: 'arn:aws:iam::222222222222:root' });
      expect(Condition).toEqual({
        ArnEquals: { 'aws:PrincipalArn': ['arn:aws:iam::222222222222:role/acme-operator'] },
        StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
      });
    }
    expect(rawAccess(target).bucket).toEqual(expect.arrayContaining([...bucket]));
  });

  it.each(['operator', 'break-glass'])('share their permission set with no team: %s', (name) => {
    const text = `version: 1\nname: acme\nlifecycle: trial\nvolume: startup\nquery: { teams: [{ name: ${name} }] }\n`;

    expect(problemsOf(text + AWS_ORGANIZATION)).toEqual([
      expect.stringContaining(`query.teams[0].name must not be "${name}"`),
    ]);
  });
});

function fail(): never {
  throw new Error('no AWS in the platform');
}
