import type { Stack } from 'aws-cdk-lib';
import { hasBudgets } from '../../../lib/config/resolve-cost';
import type { StageParts } from '../management/deploy-order';
import type { PlatformProps } from '../platform-stack';
import { BudgetsStack } from './budgets-stack';
import { CostExportStack } from './cost-export-stack';

/**
 * What the paying account has for it: `Management/CostExport` and `Management/Budgets` of an organization, else below
 * `Security`. Two stacks, so that a monitor there is one of already does not keep the bill away.
 */
export function addBilling(
  { management, security }: Pick<StageParts, 'management' | 'security'>,
  bucket: Stack | undefined,
  props: PlatformProps,
): void {
  const scope = props.aws.organizationId === undefined ? security : management;
  if (bucket) {
    new CostExportStack(scope, 'CostExport', props).addStackDependency(
      bucket,
      'the export tries the bucket it writes to',
    );
  }
  if (hasBudgets(props.platform.cost)) {
    new BudgetsStack(scope, 'Budgets', props);
  }
}
