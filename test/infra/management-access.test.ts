import { ACCESS, calls, organization, stacksOf, template, templatesOf } from './management-support';
import { removeOutputs } from './support';

afterAll(removeOutputs);

const production = templatesOf(organization());
const trial = templatesOf(organization('', 'trial'));

describe('access to the organization', () => {
  it('is given in turn, to the services that kumomori creates', () => {
    expect(
      calls(production, 'Create').map(({ action, parameters, region }) => [action, parameters, region]),
    ).toEqual([
      ['ActivateOrganizationsAccess', undefined, undefined],
      [
        'RegisterDelegatedAdministrator',
        { AccountId: '222222222222', ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' },
        undefined,
      ],
      ['EnableAWSServiceAccess', { ServicePrincipal: 'cloudtrail.amazonaws.com' }, undefined],
      ['EnableAWSServiceAccess', { ServicePrincipal: 'config.amazonaws.com' }, undefined],
      [
        'RegisterDelegatedAdministrator',
        { AccountId: '222222222222', ServicePrincipal: 'config.amazonaws.com' },
        undefined,
      ],
      ['EnableAWSServiceAccess', { ServicePrincipal: 'securityhub.amazonaws.com' }, undefined],
      ['EnableOrganizationAdminAccount', { AdminAccountId: '222222222222' }, 'ap-northeast-1'],
      ['EnableOrganizationAdminAccount', { AdminAccountId: '222222222222' }, 'us-east-1'],
    ]);
    expect(calls(production, 'Update')).toEqual(calls(production, 'Create'));
  });

  it('takes an administrator that is registered already for done', () => {
    const known = Object.fromEntries(
      calls(production, 'Create').map(({ action, ignoreErrorCodesMatching }) => [
        action,
        ignoreErrorCodesMatching,
      ]),
    );

    expect(known).toEqual({
      ActivateOrganizationsAccess: undefined,
      EnableAWSServiceAccess: undefined,
      RegisterDelegatedAdministrator: 'AccountAlreadyRegisteredException',
      EnableOrganizationAdminAccount: 'BadRequestException',
    });
  });

  it('stays in production when the stack goes; a trial takes administrators back, trusted access never', () => {
    expect(calls(production, 'Delete')).toEqual([]);
    expect(calls(trial, 'Delete').map(({ action }) => action)).toEqual([
      'DeregisterDelegatedAdministrator',
      'DeregisterDelegatedAdministrator',
      'DisableOrganizationAdminAccount',
      'DisableOrganizationAdminAccount',
    ]);
  });

  it('is asked for with the code that CDK ships, not one downloaded then', () => {
    template(production, ACCESS).allResourcesProperties('Custom::OrganizationAccess', {
      InstallLatestAwsSdk: false,
    });
  });

  it('may do what it does, for its services and the security account only', () => {
    const role = JSON.stringify(template(production, ACCESS).findResources('AWS::IAM::Role'));
    const trialRole = JSON.stringify(template(trial, ACCESS).findResources('AWS::IAM::Role'));

    expect(role).toContain(':organizations::111111111111:account/o-a1b2c3d4e5/222222222222');
    expect(role).not.toMatch(/Deregister|Disable|"organizations:\*"|"\*:\*"/);
    expect(trialRole).toMatch(
      /DeregisterDelegatedAdministrator.*DisableOrganizationAdminAccount|Disable.*Deregister/,
    );
    for (const { Action, Condition } of statementsOf(role)) {
      if (/Enable|Register/.test(JSON.stringify(Action)) && !/guardduty:/.test(JSON.stringify(Action))) {
        expect(Condition).toMatchObject({
          StringEquals: { 'organizations:ServicePrincipal': expect.anything() },
        });
      }
    }
  });

  it('is not asked for where everything is there already', () => {
    const off = templatesOf(
      organization('  trail: off\n  config: off\n  guardduty: existing\n  security_hub: existing\n'),
    );

    expect(calls(off, 'Create').map(({ action }) => action)).toEqual([
      'ActivateOrganizationsAccess',
      'RegisterDelegatedAdministrator',
    ]);
    expect(Object.keys(off).filter((name) => name.includes('security-hub'))).toEqual([]);
  });
});

function statementsOf(role: string): { Action: unknown; Condition?: unknown }[] {
  const [first] = Object.values(
    JSON.parse(role) as Record<string, { Properties: { Policies: [{ PolicyDocument: { Statement: [] } }] } }>,
  );
  return first?.Properties.Policies[0].PolicyDocument.Statement ?? [];
}

describe('the administrator of Security Hub', () => {
  it('is the security account, in each region by a stack there', () => {
    const stacks = stacksOf(organization());

    for (const region of ['ap-northeast-1', 'us-east-1']) {
      const stack = stacks[`acme/Management/SecurityHub-${region}`];
      expect(stack?.environment).toMatchObject({ account: '111111111111', region });
      expect(stack?.dependencies.map(({ id }) => id).join()).toMatch(/ManagementAccess/);
      template(production, `acme-aws-security-hub-${region}`).hasResource(
        'AWS::SecurityHub::DelegatedAdmin',
        {
          Properties: { AdminAccountId: '222222222222' },
          DeletionPolicy: 'Retain',
        },
      );
    }
  });
});
