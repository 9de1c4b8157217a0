import type { Construct } from 'constructs';
import { BILLING_REGION } from '../../../lib/config/resolve-cost';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import { Anomalies } from './anomalies';
import { addBudget } from './budget';
import { CostTopic } from './cost-topic';
import { payerOf } from './payer';

/** Budgets and cost anomalies of the account that pays, and the topic that tells of them. */
export class BudgetsStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id, props, {
      part: 'budgets',
      account: payerOf(props.aws),
      region: BILLING_REGION,
      description: 'budgets and cost anomalies',
    });
    const { topic } = new CostTopic(this, 'Topic', props);
    const { budgets, anomalies } = props.platform.cost;
    for (const budget of budgets) {
      // Budgets tries whether it may publish.
      addBudget(this, { ...props, budget, topic }).node.addDependency(topic);
    }
    if (anomalies) {
      new Anomalies(this, 'Anomalies', { ...props, anomalies, topic });
    }
  }
}
