import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The ARN of a role known by name, in another account or not there yet. `*` as the account: in any. */
export function roleArn(scope: Construct, account: string, name: string): string {
  return Stack.of(scope).formatArn({
    service: 'iam',
    region: '',
    account,
    resource: 'role',
    resourceName: name,
  });
}
