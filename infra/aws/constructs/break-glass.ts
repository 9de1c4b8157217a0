import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { breakGlassName, roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { letUsersIn, peopleBySignIn } from './people';

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
    const people = breakGlassName(platform);
    this.role = new Role(this, 'Role', {
      roleName: roleName(platform, part),
      description,
      maxSessionDuration: Duration.hours(1),
      assumedBy: peopleBySignIn(props, people),
      inlinePolicies: { only: new PolicyDocument({ statements: [...statements] }) },
    });
    letUsersIn(this.role, props, people);
  }
}
