import { Match } from 'aws-cdk-lib/assertions';
import { RUNBOOKS } from '../../lib/health/runbooks';
import { budgetsAlone, namedMonitor, oneAccount, organization, stackOf, stacksOf } from './cost-support';
import { removeOutputs } from './support';

afterAll(removeOutputs);

const { template } = stackOf(stacksOf(organization()), 'budgets');
const TOPIC = { Ref: Match.stringLikeRegexp('^Topic') };
const notifications = (...all: readonly (readonly ['ACTUAL' | 'FORECASTED', number])[]) =>
  all.map(([NotificationType, Threshold]) => ({
    Notification: {
      NotificationType,
      Threshold,
      ThresholdType: 'PERCENTAGE',
      ComparisonOperator: 'GREATER_THAN',
    },
    Subscribers: [{ SubscriptionType: 'SNS', Address: TOPIC }],
  }));

describe('budgets', () => {
  it.each([
    [
      'acme-platform',
      300,
      { TagKeyValue: ['user:platform$acme'] },
      notifications(['ACTUAL', 80], ['ACTUAL', 100], ['FORECASTED', 100]),
    ],
    [
      'acme-prod',
      2000,
      { LinkedAccount: ['333333333333'], TagKeyValue: ['user:Team$web'] },
      notifications(['ACTUAL', 80], ['ACTUAL', 100], ['FORECASTED', 100]),
    ],
    ['acme-all', 9000, Match.absent(), notifications(['ACTUAL', 50], ['ACTUAL', 100], ['ACTUAL', 120])],
  ])('%s: %d USD a month', (BudgetName, Amount, CostFilters, NotificationsWithSubscribers) => {
    template.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: {
        BudgetName,
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        BudgetLimit: { Amount, Unit: 'USD' },
        CostFilters,
      },
      NotificationsWithSubscribers,
    });
  });

  it('are made once the topic takes what they tell', () => {
    const [policy] = Object.keys(template.findResources('AWS::SNS::TopicPolicy'));

    for (const type of ['AWS::Budgets::Budget', 'AWS::CE::AnomalySubscription']) {
      for (const { DependsOn } of Object.values(template.findResources(type))) {
        expect(DependsOn).toContain(policy);
      }
    }
  });

  it('and anomalies name their runbooks', () => {
    const runbooks = ['AWS::Budgets::Budget', 'AWS::CE::AnomalySubscription'].flatMap((type) =>
      Object.values(template.findResources(type)).map(
        ({ Properties }) =>
          Properties.ResourceTags.find(({ Key }: { Key: string }) => Key === 'runbook')?.Value,
      ),
    );

    expect(new Set(runbooks)).toEqual(new Set(['budget-exceeded', 'cost-anomaly']));
    expect(Object.keys(RUNBOOKS)).toEqual(expect.arrayContaining(runbooks));
  });

  it('come alone where nothing else is asked for', () => {
    const stacks = stacksOf(budgetsAlone());

    expect(Object.keys(stacks).filter((part) => /cost/.test(part))).toEqual([]);
    stackOf(stacks, 'budgets').template.resourceCountIs('AWS::Budgets::Budget', 1);
    stackOf(stacks, 'budgets').template.resourceCountIs('AWS::CE::AnomalySubscription', 0);
  });
});

describe('cost anomalies', () => {
  const told = (leastUsd: string) => ({
    Frequency: 'IMMEDIATE',
    Subscribers: [{ Type: 'SNS', Address: TOPIC }],
    ThresholdExpression: JSON.stringify({
      Dimensions: {
        Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
        MatchOptions: ['GREATER_THAN_OR_EQUAL'],
        Values: [leastUsd],
      },
    }),
  });

  it('of an organization are those of its accounts, told at once', () => {
    template.hasResourceProperties('AWS::CE::AnomalyMonitor', {
      MonitorType: 'DIMENSIONAL',
      MonitorDimension: 'LINKED_ACCOUNT',
    });
    template.hasResourceProperties('AWS::CE::AnomalySubscription', told('100'));
  });

  it('of one account are those of its services', () => {
    stackOf(stacksOf(oneAccount()), 'budgets').template.hasResourceProperties('AWS::CE::AnomalyMonitor', {
      MonitorDimension: 'SERVICE',
    });
  });

  it('are those of a monitor that is there already, where it is named', () => {
    const named = stackOf(stacksOf(namedMonitor()), 'budgets').template;

    named.resourceCountIs('AWS::CE::AnomalyMonitor', 0);
    named.hasResourceProperties('AWS::CE::AnomalySubscription', {
      ...told('25'),
      MonitorArnList: [
        {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ce::111111111111:anomalymonitor/1a2b-3c']],
        },
      ],
    });
  });
});
