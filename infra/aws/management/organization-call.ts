import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ResolvedAws } from '../../../lib/config/resolved';

/** A call to AWS, as AwsCustomResource takes it. */
export interface ApiCall {
  readonly service: string;
  readonly action: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** @default the stack's */
  readonly region?: string;
  /** Errors that say it is so already. */
  readonly ignoreErrorCodesMatching?: string;
}

/** Something only calls can set up, that no CloudFormation type does. */
export interface OrganizationCall {
  /** Names the resource. */
  readonly id: string;
  readonly call: ApiCall;
  /** Takes it back in a trial. Absent where others may have come to need it. */
  readonly undo?: ApiCall;
  /** What the calls need to be allowed. */
  readonly statements: readonly PolicyStatement[];
}

/** Where the calls are made from, and for whom. */
export interface CallContext {
  readonly stack: Stack;
  readonly aws: ResolvedAws;
  readonly organizationId: string;
  readonly account: string;
  /** Whether what is set up is taken back with the stack. */
  readonly undone: boolean;
}

/** Leave to let that service into the organization. Organizations tells them apart by condition, not by resource. */
export function mayEnable(principal: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['organizations:EnableAWSServiceAccess'],
    resources: ['*'],
    conditions: { StringEquals: { 'organizations:ServicePrincipal': principal } },
  });
}

/** Leave to make the security account, and no other, administrator of that service. */
export function mayRegister(
  { stack, aws, organizationId, account, undone }: CallContext,
  principal: string,
): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'organizations:RegisterDelegatedAdministrator',
      ...(undone ? ['organizations:DeregisterDelegatedAdministrator'] : []),
    ],
    resources: [
      stack.formatArn({
        service: 'organizations',
        region: '',
        account,
        resource: 'account',
        resourceName: `${organizationId}/${aws.securityAccount}`,
      }),
    ],
    conditions: { StringEquals: { 'organizations:ServicePrincipal': principal } },
  });
}

/** Leave to make a service the role `name` that it acts as in this account. */
export function mayCreateRole(
  { stack, account }: CallContext,
  principal: string,
  name: string,
): PolicyStatement {
  return new PolicyStatement({
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [
      stack.formatArn({
        service: 'iam',
        region: '',
        account,
        resource: 'role',
        resourceName: `aws-service-role/${principal}/${name}`,
      }),
    ],
    conditions: { StringEquals: { 'iam:AWSServiceName': principal } },
  });
}
