import { Aws, Duration } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  type Conditions,
  PolicyDocument,
  PolicyStatement,
  PrincipalWithConditions,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { breakGlassName, roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface BreakGlassRoleProps extends PlatformProps {
  /** Ends the role's name. */
  readonly part: string;
  readonly description: string;
  /** All that it may do. */
  readonly statements: readonly PolicyStatement[];
}

/**
 * A role for people, for an hour, in an emergency. From the security account only: by its Identity Center permission
 * set of that name, whose sign-in asks for the second factor, or by IAM users below that path who gave theirs.
 */
export class BreakGlassRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BreakGlassRoleProps) {
    super(scope, id);
    const { platform, part, description, statements } = props;
    const [permissionSet, users] = [bySignIn(props), byUser(props)];
    this.role = new Role(this, 'Role', {
      roleName: roleName(platform, part),
      description,
      maxSessionDuration: Duration.hours(1),
      assumedBy: permissionSet,
      inlinePolicies: { only: new PolicyDocument({ statements: [...statements] }) },
    });
    this.role.assumeRolePolicy?.addStatements(
      new PolicyStatement({ principals: [users], actions: ['sts:AssumeRole'] }),
    );
  }
}

function bySignIn(props: PlatformProps): PrincipalWithConditions {
  const { platform, aws } = props;
  const set = `role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${breakGlassName(platform)}_*`;
  return from(props, {
    ArnLike: { 'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${aws.securityAccount}:${set}` },
  });
}

function byUser(props: PlatformProps): PrincipalWithConditions {
  const { platform, aws } = props;
  const users = `user/${breakGlassName(platform)}/*`;
  return from(props, {
    ArnLike: { 'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${aws.securityAccount}:${users}` },
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
  });
}

function from({ aws }: PlatformProps, conditions: Conditions): PrincipalWithConditions {
  const account = new ArnPrincipal(`arn:${Aws.PARTITION}:iam::${aws.securityAccount}:root`);
  return new PrincipalWithConditions(account, {
    ...conditions,
    ...(aws.organizationId === undefined
      ? {}
      : { StringEquals: { 'aws:PrincipalOrgID': aws.organizationId } }),
  });
}
