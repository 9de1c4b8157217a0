import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  type CallContext,
  mayCreateRole,
  mayEnable,
  mayRegister,
  type OrganizationCall,
} from './organization-call';

const STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com';

/**
 * What must be called for the services that kumomori creates, in this order. AWS::Organizations has no type for trusted
 * access and delegated administrators, AWS::GuardDuty none for its organization's administrator.
 */
export function organizationCalls(context: CallContext): readonly OrganizationCall[] {
  const { services, organizationalUnits, regions } = context.aws;
  return [
    ...(organizationalUnits.length > 0
      ? [activateStackSets(context), delegate(context, 'StackSetsAdministrator', STACK_SETS)]
      : []),
    ...(services.trail === 'create' ? [trust('CloudTrailAccess', 'cloudtrail.amazonaws.com')] : []),
    ...(services.config === 'create'
      ? [
          trust('ConfigAccess', 'config.amazonaws.com'),
          delegate(context, 'ConfigAdministrator', 'config.amazonaws.com'),
        ]
      : []),
    ...(services.security_hub === 'create' ? [trust('SecurityHubAccess', 'securityhub.amazonaws.com')] : []),
    ...(services.guardduty === 'create' ? regions.map((region) => administerGuardDuty(context, region)) : []),
  ];
}

/** Trusted access is never taken back: it costs nothing, and others may have come to use it. */
function trust(id: string, principal: string): OrganizationCall {
  return {
    id,
    call: {
      service: 'organizations',
      action: 'EnableAWSServiceAccess',
      parameters: { ServicePrincipal: principal },
    },
    statements: [mayEnable(principal)],
  };
}

/** StackSets' trusted access is switched on through CloudFormation, which makes the roles it needs. */
function activateStackSets(context: CallContext): OrganizationCall {
  return {
    id: 'StackSetsAccess',
    call: { service: 'cloudformation', action: 'ActivateOrganizationsAccess' },
    statements: [
      new PolicyStatement({
        actions: ['cloudformation:ActivateOrganizationsAccess', 'organizations:DescribeOrganization'],
        resources: ['*'],
      }),
      mayEnable(STACK_SETS),
      mayCreateRole(
        context,
        'stacksets.cloudformation.amazonaws.com',
        'AWSServiceRoleForCloudFormationStackSetsOrgAdmin',
      ),
    ],
  };
}

function delegate(context: CallContext, id: string, principal: string): OrganizationCall {
  const parameters = { AccountId: context.aws.securityAccount, ServicePrincipal: principal };
  return {
    id,
    call: {
      service: 'organizations',
      action: 'RegisterDelegatedAdministrator',
      parameters,
      ignoreErrorCodesMatching: 'AccountAlreadyRegisteredException',
    },
    undo: {
      service: 'organizations',
      action: 'DeregisterDelegatedAdministrator',
      parameters,
      ignoreErrorCodesMatching: 'AccountNotRegisteredException',
    },
    statements: [mayRegister(context, principal)],
  };
}

/**
 * GuardDuty is administered region by region. It is so already, or another account administers it: GuardDuty answers
 * both alike, and where it is another, the security account's own call in `Security/Region-*` fails and says so.
 */
function administerGuardDuty(context: CallContext, region: string): OrganizationCall {
  const principal = 'guardduty.amazonaws.com';
  const call = {
    service: 'guardduty',
    region,
    parameters: { AdminAccountId: context.aws.securityAccount },
    ignoreErrorCodesMatching: 'BadRequestException',
  };
  return {
    id: `GuardDutyAdministrator-${region}`,
    call: { ...call, action: 'EnableOrganizationAdminAccount' },
    undo: { ...call, action: 'DisableOrganizationAdminAccount' },
    statements: [
      new PolicyStatement({
        actions: [
          ...(context.undone ? ['guardduty:DisableOrganizationAdminAccount'] : []),
          'guardduty:EnableOrganizationAdminAccount',
          'organizations:DescribeOrganization',
          'organizations:ListAWSServiceAccessForOrganization',
          'organizations:ListAccounts',
          'organizations:ListDelegatedAdministrators',
        ],
        resources: ['*'],
      }),
      mayEnable(principal),
      mayRegister(context, principal),
      mayCreateRole(context, principal, 'AWSServiceRoleForAmazonGuardDuty'),
    ],
  };
}
