import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { ResolvedBudget } from '../../../lib/config/resolve-cost';
import type { RunbookId } from '../../../lib/health/runbooks';
import { budgetName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface BudgetProps extends PlatformProps {
  readonly budget: ResolvedBudget;
  readonly topic: ITopic;
}

const RUNBOOK: RunbookId = 'budget-exceeded';

/** A monthly budget over all that is billed, credits, refunds and taxes included, as the views of the bill are. */
export function addBudget(scope: Construct, { platform, budget, topic }: BudgetProps): CfnBudget {
  const { id, monthlyUsd, thresholds } = budget;
  const notify = (kind: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
    notification: {
      notificationType: kind,
      comparisonOperator: 'GREATER_THAN',
      threshold,
      thresholdType: 'PERCENTAGE',
    },
    subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
  });
  return new CfnBudget(scope, `Budget-${id}`, {
    budget: {
      budgetName: budgetName(platform, id),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: monthlyUsd, unit: 'USD' },
      ...filters(budget),
    },
    notificationsWithSubscribers: [
      ...thresholds.actual.map((threshold) => notify('ACTUAL', threshold)),
      ...thresholds.forecast.map((threshold) => notify('FORECASTED', threshold)),
    ],
    resourceTags: [{ key: 'runbook', value: RUNBOOK }],
  });
}

/** All of the accounts', and of that what bears the tag. Source: AWS Budgets API, `Budget.CostFilters`. */
function filters({ accounts, tag }: ResolvedBudget): { costFilters?: Readonly<Record<string, string[]>> } {
  return accounts === undefined && tag === undefined
    ? {}
    : {
        costFilters: {
          ...(accounts === undefined ? {} : { LinkedAccount: [...accounts] }),
          ...(tag === undefined ? {} : { TagKeyValue: [`user:${tag.key}$${tag.value}`] }),
        },
      };
}
