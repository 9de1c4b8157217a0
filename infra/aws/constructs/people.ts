import { Aws } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  type Conditions,
  PolicyStatement,
  PrincipalWithConditions,
  type Role,
} from 'aws-cdk-lib/aws-iam';
import type { PlatformProps } from '../platform-stack';

/**
 * People of the security account by its Identity Center permission set of a name, whose sign-in asks for the second
 * factor.
 */
export function peopleBySignIn(props: PlatformProps, name: string): PrincipalWithConditions {
  return people(props, `role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${name}_*`);
}

/** Lets IAM users of the security account below the path of a name take a role too, after giving their second factor. */
export function letUsersIn(role: Role, props: PlatformProps, name: string): void {
  const users = people(props, `user/${name}/*`, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
  role.assumeRolePolicy?.addStatements(
    new PolicyStatement({ principals: [users], actions: ['sts:AssumeRole'] }),
  );
}

/**
 * IAM users of the security account below the path of a name, after giving their second factor, in sessions that bear
 * their own user name: for roles where it matters who did what.
 */
export function usersByOwnName(props: PlatformProps, name: string): PrincipalWithConditions {
  return people(props, `user/${name}/*`, {
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    StringLike: { 'sts:RoleSessionName': '${aws:username}' },
  });
}

/** The account as principal; the conditions say who of it. */
function people({ aws }: PlatformProps, who: string, conditions: Conditions = {}): PrincipalWithConditions {
  const account = `arn:${Aws.PARTITION}:iam::${aws.securityAccount}`;
  return new PrincipalWithConditions(new ArnPrincipal(`${account}:root`), {
    ArnLike: { 'aws:PrincipalArn': `${account}:${who}` },
    ...conditions,
    ...(aws.organizationId === undefined
      ? {}
      : { StringEquals: { 'aws:PrincipalOrgID': aws.organizationId } }),
  });
}
