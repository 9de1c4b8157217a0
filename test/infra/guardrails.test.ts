import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { MemberEvents } from '../../infra/aws/constructs/member-events';
import { MemberRoles } from '../../infra/aws/constructs/member-roles';
import {
  MANAGED_POLICY_LIMIT,
  ORGANIZATION_POLICY_LIMIT,
  type PolicyDocument,
  policyText,
} from '../../infra/policy/guardrails/document';
import { boundaries, guardrails } from '../../infra/policy/guardrails/guardrails';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { times } from '../support/effort';
import { actionsOf, contextOf, documentOf, guarded, statement } from './guardrails-support';
import { platformOf } from './support';

describe('the resource control policy', () => {
  const rcp = documentOf('rcp');

  it.each([
    ['Buckets', ['s3:*'], ['arn:aws:s3:::acme-*', 'arn:aws:s3:::aws-waf-logs-acme-*']],
    ['Keys', ['kms:*'], ['arn:aws:kms:*:222222222222:key/*', 'arn:aws:kms:*:666666666666:key/*']],
  ])(
    'keeps %s to principals of the organization, and to services that act for it',
    (stores, Action, Resource) => {
      const keys = stores === 'Keys' ? { StringEquals: { 'aws:ResourceTag/platform': 'acme' } } : {};

      expect(statement(rcp, `${stores}ForOrganization`)).toEqual({
        Sid: `${stores}ForOrganization`,
        Effect: 'Deny',
        Principal: '*',
        Action,
        Resource,
        Condition: {
          ...keys,
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      });
      expect(statement(rcp, `${stores}ForServicesOfOrganization`)).toEqual({
        Sid: `${stores}ForServicesOfOrganization`,
        Effect: 'Deny',
        Principal: '*',
        Action,
        Resource,
        Condition: {
          ...keys,
          StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' },
          Null: { 'aws:SourceAccount': 'false' },
          Bool: { 'aws:PrincipalIsAWSService': 'true' },
        },
      });
    },
  );

  it('goes to the accounts that hold the stores, once where they are one', () => {
    const one = AWS_ORGANIZATION.replace(/ {4}- \{ name: Log archive.*\n/, '');

    expect(guardrails(contextOf(guarded()))[1]?.targets).toEqual(['222222222222', '666666666666']);
    expect(guardrails(contextOf(platformOf('production', '', one)))[1]?.targets).toEqual(['222222222222']);
  });
});

describe('the permissions boundaries', () => {
  it('keep enrolment in member accounts from data, IAM and everything else', () => {
    const document = documentOf('member-boundary');
    const services = new Set(actionsOf(document).map((action) => action.split(':')[0]));

    expect([...services].sort()).toEqual(['ec2', 'events', 'iam', 'logs', 'route53resolver']);
    expect(actionsOf(document).filter((action) => action.includes('*'))).toEqual([]);
    expect(actionsOf(document).filter((action) => action.startsWith('iam:'))).toEqual([
      'iam:CreateServiceLinkedRole',
    ]);
    expect(statement(document, 'CentralBus').Resource).toEqual([
      'arn:aws:events:*:222222222222:event-bus/acme-security',
    ]);
  });

  it('reach as far as the roles of enrolment do', () => {
    const { platform, aws } = contextOf(guarded());
    const stack = new Stack();
    new MemberRoles(stack, 'Roles', { platform, aws });
    new MemberEvents(stack, 'Events', { platform, aws });
    const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    const used = roles.flatMap(({ Properties }) =>
      Properties.Policies.flatMap(({ PolicyDocument }: { PolicyDocument: PolicyDocument }) =>
        PolicyDocument.Statement.flatMap(({ Action }) => Action),
      ),
    );

    expect(used.length).toBeGreaterThan(10);
    expect(actionsOf(documentOf('member-boundary'))).toEqual(expect.arrayContaining(used));
  });

  it('keep the deployment from credentials of people, foreign roles and its own boundary', () => {
    const document = documentOf('deployment-boundary');

    expect(statement(document, 'NoCredentialsOfPeople').Action).toContain('iam:*AccessKey*');
    expect(statement(document, 'OnlyRolesOfThePlatform')).toMatchObject({
      Effect: 'Deny',
      NotResource: ['arn:aws:iam::*:role/acme-*', 'arn:aws:iam::*:role/aws-service-role/*'],
    });
    expect(statement(document, 'KeepBoundary')).toMatchObject({
      Effect: 'Deny',
      Resource: ['arn:aws:iam::*:policy/acme-deployment-boundary'],
    });
    expect(statement(document, 'NoBoundaryRemoved').Action).toEqual(['iam:DeleteRolePermissionsBoundary']);
  });

  it('keep a deployment from destroying keys and breaking locks, in production', () => {
    expect(statement(documentOf('deployment-boundary'), 'NoStoreDestroyed').Action).toEqual([
      'kms:ScheduleKeyDeletion',
      's3:BypassGovernanceRetention',
    ]);
    expect(actionsOf(documentOf('deployment-boundary', '', 'trial'))).not.toContain(
      'kms:ScheduleKeyDeletion',
    );
  });
});

describe('guardrails', () => {
  it('need an organization; boundaries do not', () => {
    const context = contextOf(platformOf('trial', '', AWS));

    expect(guardrails(context)).toEqual([]);
    expect(boundaries(context).map(({ id }) => id)).toEqual(['deployment-boundary', 'member-boundary']);
  });

  it.each(['aws', 'aws-us-gov', 'aws-cn'])('name the partition %s, and no other', (partition) => {
    const context = contextOf(guarded(), partition);
    const text = [...guardrails(context), ...boundaries(context)]
      .map((one) => policyText(one.document))
      .join();

    expect(new Set([...text.matchAll(/arn:([a-z-]+):/g)].map(([, found]) => found))).toEqual(
      new Set([partition]),
    );
  });

  it('have statement ids of letters and digits, each once', () => {
    const context = contextOf(guarded());

    for (const { document } of [...guardrails(context), ...boundaries(context)]) {
      const sids = document.Statement.map(({ Sid }) => Sid);
      expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
      expect(new Set(sids).size).toBe(sids.length);
    }
  });

  it('stay within what AWS takes, whatever the platform is called', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{1,18}[a-z0-9]$/);
    const qualifier = fc.stringMatching(/^[a-z0-9]{1,10}$/);

    fc.assert(
      fc.property(
        name,
        qualifier,
        fc.constantFrom('aws', 'aws-us-gov'),
        (given, bootstrapQualifier, partition) => {
          const { platform, aws } = contextOf(guarded('  cloudwatch_logs: create\n'));
          const context = {
            platform: { ...platform, name: given },
            aws: { ...aws, bootstrapQualifier },
            partition,
          };
          const lengths = (all: readonly { document: PolicyDocument }[]) =>
            all.map(({ document }) => policyText(document).length);
          return (
            lengths(guardrails(context)).every((length) => length <= ORGANIZATION_POLICY_LIMIT - 1000) &&
            lengths(boundaries(context)).every((length) => length <= MANAGED_POLICY_LIMIT)
          );
        },
      ),
      { seed: 4, numRuns: times(50) },
    );
  });

  it('say so where exempt roles make them too long', () => {
    const { platform, aws } = contextOf(guarded());
    const exemptRoles = Array.from({ length: 40 }, (_, index) => `a-role-of-another-team-${index}`);

    expect(() =>
      guardrails({ platform, aws: { ...aws, guardrails: { use: 'create', exemptRoles } }, partition: 'aws' }),
    ).toThrow(/^the service control policy has \d+ characters, 5120 are allowed: list fewer/);
  });
});
