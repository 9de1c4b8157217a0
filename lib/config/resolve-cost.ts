import { present } from './present';
import type { PlatformConfig } from './schema/platform';

/** What the estate costs, and who is told of it. */
export interface ResolvedCost {
  /** Whether the bill is exported, and shown by views. */
  readonly export: boolean;
  readonly tags: readonly string[];
  readonly budgets: readonly ResolvedBudget[];
  /** Absent: nobody is told of anomalies. */
  readonly anomalies?: {
    readonly leastUsd: number;
    /** Absent: one is made. */
    readonly monitorArn?: string;
  };
}

export interface ResolvedBudget {
  readonly id: string;
  readonly monthlyUsd: number;
  /** Ids; absent: all that the payer pays for. */
  readonly accounts?: readonly string[];
  readonly tag?: { readonly key: string; readonly value: string };
  /** Per cent of the budget. */
  readonly thresholds: { readonly actual: readonly number[]; readonly forecast: readonly number[] };
}

/** Key of the tag that all the platform deploys bears, its name as value. */
export const PLATFORM_TAG = 'platform';
/** Id of the budget for the platform itself. */
export const PLATFORM_BUDGET = 'platform';

/** Ends the names of what people read the bill with: no team may be called so. */
export const COST_READER = 'cost-reader';

/** AWS bills from here, whatever the region: exports and anomaly monitors are of this region alone. */
export const BILLING_REGION = 'us-east-1';

export function resolveCost({
  cost,
  aws,
  name,
}: Pick<PlatformConfig, 'cost' | 'aws' | 'name'>): ResolvedCost {
  const ids = new Map(aws?.accounts.map((account) => [account.name.toLowerCase(), account.id]));
  const { platform_monthly_usd, anomaly_usd, anomaly_monitor } = cost;
  return {
    export: cost.export === 'create',
    tags: cost.tags,
    budgets: [
      ...(platform_monthly_usd === undefined ? [] : [platformBudget(platform_monthly_usd, name)]),
      ...cost.budgets.map(({ id, monthly_usd, accounts, tag, thresholds }) => ({
        id,
        monthlyUsd: monthly_usd,
        thresholds,
        ...present({
          accounts: accounts && [...new Set(accounts.map((one) => ids.get(one.toLowerCase()) ?? one))],
          tag,
        }),
      })),
    ],
    ...present({
      anomalies:
        anomaly_usd === undefined
          ? undefined
          : { leastUsd: anomaly_usd, ...present({ monitorArn: anomaly_monitor }) },
    }),
  };
}

/** Whether the account that pays has anything of it, in the region of billing. */
export function hasBilling(cost: ResolvedCost): boolean {
  return cost.export || hasBudgets(cost);
}

/** Whether anybody is told what is spent. */
export function hasBudgets({ budgets, anomalies }: ResolvedCost): boolean {
  return budgets.length > 0 || anomalies !== undefined;
}

function platformBudget(monthlyUsd: number, name: string): ResolvedBudget {
  return {
    id: PLATFORM_BUDGET,
    monthlyUsd,
    tag: { key: PLATFORM_TAG, value: name },
    thresholds: { actual: [80, 100], forecast: [100] },
  };
}
