import type { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { CentralStack } from '../../infra/aws/security/central-stack';
import { EnrolmentStack } from '../../infra/aws/security/enrolment-stack';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { flat } from './log-archive-support';
import { platformOf, removeOutputs, templateAlone } from './support';

afterAll(removeOutputs);

interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

function templateOf(clouds: string): Template {
  const platform = platformOf('production', '', clouds);
  return templateAlone(platform, (stage, props) => {
    const security = new Construct(stage, 'Security');
    const central = new CentralStack(security, 'Central', props);
    return new EnrolmentStack(security, 'Enrolment', { ...props, central });
  });
}

/** What the role itself is given, by sid. */
function grants(template: Template): Record<string, Statement> {
  const [role] = Object.values(
    template.findResources('AWS::IAM::Role', { Properties: { RoleName: 'acme-enrol' } }),
  );
  const statements = flat(
    role?.Properties.Policies.flatMap(
      ({ PolicyDocument }: { PolicyDocument: { Statement: unknown[] } }) => PolicyDocument.Statement,
    ),
  ) as readonly Statement[];
  return Object.fromEntries(statements.map((statement) => [statement.Sid, statement]));
}

function settings(template: Template): unknown {
  const [enrol] = Object.values(
    template.findResources('AWS::Lambda::Function', { Properties: { FunctionName: 'acme-enrol' } }),
  );
  const text: unknown = flat(enrol?.Properties.Environment.Variables.SETTINGS);
  return typeof text === 'string' ? text : JSON.stringify(text);
}

const organization = templateOf(AWS_ORGANIZATION);
const LAKE = 'acme-lake-222222222222-ap-northeast-1';

describe('the enrolment function', () => {
  it('may put the table of accounts into the lake’s bucket, and nothing else there', () => {
    const { AccountsTable, AccountsTableKey } = grants(organization);

    expect([AccountsTable?.Action, AccountsTable?.Resource]).toEqual([
      's3:PutObject',
      expect.stringMatching(new RegExp(`:${LAKE}/reference/accounts/accounts\\.ndjson$`)),
    ]);
    expect([AccountsTableKey?.Action, AccountsTableKey?.Condition]).toEqual([
      'kms:GenerateDataKey',
      {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/acme/lake' },
        StringEquals: { 'kms:ViaService': 's3.ap-northeast-1.amazonaws.com' },
      },
    ]);
    expect(settings(organization)).toContain(LAKE);
  });

  it('may read the units of the organization, and what its own accounts are called', () => {
    const { Organization, PlatformAccounts } = grants(organization);

    expect(Organization?.Action).toEqual([
      'organizations:DescribeOrganizationalUnit',
      'organizations:ListAccountsForParent',
      'organizations:ListOrganizationalUnitsForParent',
    ]);
    expect(Organization?.Resource).toMatch(/:organizations::111111111111:ou\/o-a1b2c3d4e5\/\*$/);
    expect(PlatformAccounts?.Action).toEqual(['organizations:DescribeAccount', 'organizations:ListParents']);
    expect([PlatformAccounts?.Resource].flat().map((one) => one?.replace(/^.*account\//, ''))).toEqual(
      ['111111111111', '222222222222', '666666666666'].map((account) => `o-a1b2c3d4e5/${account}`),
    );
  });

  it('may list accounts below a root, where one is configured', () => {
    const clouds = AWS_ORGANIZATION.replace('ou-ab12-3cd4ef56', 'r-ab12');

    const { Organization } = grants(templateOf(clouds));

    expect([Organization?.Resource].flat().map((one) => one?.replace(/^.*111111111111:/, ''))).toEqual([
      'ou/o-a1b2c3d4e5/*',
      'root/o-a1b2c3d4e5/r-ab12',
    ]);
  });

  it('asks no organization where there is none', () => {
    expect(
      Object.keys(grants(templateOf(AWS))).filter((sid) => /Organization|PlatformAccounts/.test(sid)),
    ).toEqual([]);
  });
});
