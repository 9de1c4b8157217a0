import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Management } from './management';

/** The parts of a stage. */
export interface StageParts {
  readonly management: Management;
  readonly logArchive: Construct;
  readonly security: Construct;
}

/**
 * What must be there before what: names that cross accounts are no references, so CloudFormation cannot see it.
 * `cdk deploy` follows, and deploys with a stack those it comes after.
 */
export function orderStacks(
  { management, logArchive, security }: StageParts,
  trail: Stack | undefined,
): void {
  const archive = stacksIn(logArchive);
  for (const stack of stacksIn(security)) {
    follow(stack, management.administration, 'the security account is made administrator first');
    follow(stack, archive, 'what is enrolled needs a bucket to write to');
  }
  for (const stack of management.enrolled) {
    follow(stack, stacksIn(security), 'events have somewhere to go, and the role someone to trust');
  }
  if (trail) {
    follow(trail, [...management.administration, ...archive], 'CloudTrail tries its access, bucket and key');
  }
}

function follow(stack: Stack, others: readonly Stack[], reason: string): void {
  for (const other of others) {
    stack.addStackDependency(other, reason);
  }
}

function stacksIn(scope: Construct): readonly Stack[] {
  return scope.node.findAll().filter((construct) => Stack.isStack(construct));
}
