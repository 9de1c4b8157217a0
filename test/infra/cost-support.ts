import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addAwsStacks } from '../../infra/aws-app';
import type { StackTemplate } from '../../infra/policy/template';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import type { JsonObject } from '../../lib/json';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { platformOf, quickApp } from './support';

const COST = `cost:
  export: create
  tags: [Team, CostCenter]
  platform_monthly_usd: 300
  anomaly_usd: 100
  budgets:
    - { id: prod, monthly_usd: 2000, accounts: [Prod], tag: { key: Team, value: web } }
    - { id: all, monthly_usd: 9000, thresholds: { actual: [50, 100, 120], forecast: [] } }
`;
const MONITOR = 'arn:aws:ce::111111111111:anomalymonitor/1a2b-3c';
const ONE_ACCOUNT = AWS.replace('aws:\n', 'aws:\n  regions: [ap-northeast-1, us-east-1]\n');

export const organization = () => platformOf('production', COST, AWS_ORGANIZATION);
export const namedMonitor = () =>
  platformOf(
    'production',
    COST.replace('anomaly_usd: 100', `anomaly_usd: 25\n  anomaly_monitor: ${MONITOR}`),
    AWS_ORGANIZATION,
  );
export const oneAccount = () =>
  platformOf('trial', COST.replace('accounts: [Prod]', 'accounts: [Security]'), ONE_ACCOUNT);
export const budgetsAlone = () => platformOf('trial', 'cost: { platform_monthly_usd: 5 }\n', ONE_ACCOUNT);
export const off = () => platformOf('production', '', AWS_ORGANIZATION);

/** One stack of a stage, as it is deployed. */
export interface Deployed extends StackTemplate {
  readonly template: Template;
  /** Stacks that are deployed before it. */
  readonly after: readonly string[];
}

/** The stacks of a platform, by the part of their names. */
export function stacksOf(platform: ResolvedPlatform): Readonly<Record<string, Deployed>> {
  const app = quickApp();
  addAwsStacks(app, platform);
  const stacks = app.node.findAll().filter((construct) => Stack.isStack(construct));
  return Object.fromEntries(
    stacks.map((stack) => {
      const template = Template.fromStack(stack);
      const partOf = (name: string) => name.replace('acme-aws-', '');
      return [
        partOf(stack.stackName),
        {
          stack: stack.stackName,
          account: stack.account,
          region: stack.region,
          body: template.toJSON() as JsonObject,
          template,
          after: stack.dependencies.map(({ stackName }) => partOf(stackName)),
        },
      ];
    }),
  );
}

/** The stack of a part, which is expected to be there. */
export function stackOf(stacks: Readonly<Record<string, Deployed>>, part: string): Deployed {
  const found = stacks[part];
  if (found === undefined) {
    throw new Error(`there is no stack ${part}: ${Object.keys(stacks).join(', ')}`);
  }
  return found;
}
