import type { ResolvedPlatform } from '../../lib/config/resolved';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { GUARDRAILS, organization, stacksOf, template, templatesOf } from './management-support';
import { platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const production = templatesOf(organization());

const partsOf = (given: ResolvedPlatform) =>
  Object.keys(templatesOf(given)).map((name) => name.replace('acme-aws-', ''));

describe('guardrails as a stack', () => {
  const guardrails = template(production, GUARDRAILS);

  it.each([
    [
      'SERVICE_CONTROL_POLICY',
      'acme-guardrail',
      ['ou-ab12-3cd4ef56', 'ou-ab12-7gh8ij90', '222222222222', '666666666666'],
    ],
    ['RESOURCE_CONTROL_POLICY', 'acme-perimeter', ['222222222222', '666666666666']],
  ])('attach the %s', (Type, Name, TargetIds) => {
    guardrails.hasResourceProperties('AWS::Organizations::Policy', { Type, Name, TargetIds });
  });

  it('are the documents that the command line prints', () => {
    const content = JSON.stringify(guardrails.findResources('AWS::Organizations::Policy'));

    expect(content).toContain('organizations:LeaveOrganization');
    expect(content).toContain('aws:PrincipalOrgID');
  });

  it('are not made where they are off, and need an organization', () => {
    expect(partsOf(organization('  guardrails: off\n'))).not.toContain('guardrails');
    expect(partsOf(platformOf('production', '', AWS))).not.toContain('guardrails');
  });

  it('do not hold up what else is deployed, nor wait for it', () => {
    const stacks = stacksOf(organization());
    const before = (id: string) =>
      stacks[id]?.dependencies.map((other) => other.id).filter((other) => !other.endsWith('.assets'));

    expect(before('acme/Management/Guardrails')).toEqual([]);
    expect(Object.keys(stacks).flatMap(before).join()).not.toContain('Guardrails');
  });
});

describe('everything of the management account', () => {
  const GOVCLOUD = AWS_ORGANIZATION.replaceAll('ap-northeast-1', 'us-gov-west-1').replaceAll(
    'us-east-1',
    'us-gov-east-1',
  );
  const CHINA = AWS_ORGANIZATION.replaceAll('ap-northeast-1', 'cn-north-1')
    .replaceAll('us-east-1', 'cn-northwest-1')
    .replace(/ {2}organizational_units.*\n/, '');

  it.each([
    ['AWS', AWS_ORGANIZATION],
    ['GovCloud', GOVCLOUD],
    ['China', CHINA],
  ])('synthesizes in %s, naming no partition', (_, text) => {
    const templates = templatesOf(platformOf('production', '', text));
    const own = Object.entries(templates).filter(([name]) =>
      /organization-access|guardrails|trail$|security-hub/.test(name),
    );

    expect(own).toHaveLength(5);
    expect(
      own.filter(([, each]) => /arn:aws/.test(JSON.stringify(each.toJSON()))).map(([name]) => name),
    ).toEqual([]);
  });

  it('stays within the limits of CloudFormation with 500 accounts and 20 regions', () => {
    const regions = Array.from(
      { length: 20 },
      (_, index) => `eu-west-${Math.floor(index / 10)}`.replace(/\d$/, '') + (index % 10),
    );
    const names = [
      ...new Set([...regions, ...regions.map((region) => region.replace('west', 'north'))]),
    ].slice(0, 20);
    const accounts = Array.from(
      { length: 500 },
      (_, index) => `    - { name: A${index}, id: '${String(700_000_000_000 + index)}' }\n`,
    ).join('');
    const text = `aws:
  organization_id: o-a1b2c3d4e5
  home_region: ${names[0]}
  regions: [${names.join(', ')}]
  organizational_units: [ou-ab12-3cd4ef56]
  accounts:
    - { name: Management, id: '111111111111', role: management }
    - { name: Security, id: '222222222222', role: security }
${accounts}`;
    const stacks = Object.entries(stacksOf(platformOf('production', '', text))).filter(([id]) =>
      id.includes('/Management/'),
    );

    expect(names).toHaveLength(20);
    for (const [, { template: body }] of stacks) {
      expect(Object.keys(body.Resources).length).toBeLessThanOrEqual(40);
      expect(JSON.stringify(body).length).toBeLessThan(60_000);
    }
  });

  it('is deployed by the roles of the configured bootstrap, which the guardrails let through', () => {
    const stacks = Object.values(stacksOf(organization('  bootstrap_qualifier: vault\n')));

    expect(
      stacks.map(({ assumeRoleArn }) => assumeRoleArn).filter((arn) => !arn?.includes('cdk-vault-')),
    ).toEqual([]);
  });

  it('is protected from deletion in production only', () => {
    const protectedIn = (given: ResolvedPlatform) =>
      new Set(
        Object.entries(stacksOf(given))
          .filter(([id]) => id.includes('/Management/'))
          .map(([, { terminationProtection }]) => terminationProtection),
      );

    expect(protectedIn(organization())).toEqual(new Set([true]));
    expect(protectedIn(organization('', 'trial'))).toEqual(new Set([false]));
  });
});
