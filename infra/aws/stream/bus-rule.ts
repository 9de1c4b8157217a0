import { Duration, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import {
  PolicyDocument,
  type PolicyStatement,
  Role,
  ServicePrincipal,
  PolicyStatement as Statement,
} from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { centralBusName, roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

/** EventBridge tries again for a day; what it loses is told to people. */
const RETRIES = { maximumEventAgeInSeconds: Duration.hours(24).toSeconds(), maximumRetryAttempts: 185 };

export interface BusRuleProps extends PlatformProps {
  /** Part of the rule's and its role's name. */
  readonly part: string;
  readonly description: string;
  readonly detailTypes: readonly string[];
  readonly target: Pick<CfnRule.TargetProperty, 'arn' | 'kinesisParameters'>;
  /** What its role may do: put to the target, and nothing else. */
  readonly statements: readonly PolicyStatement[];
  /** Takes what could not be put. */
  readonly deadLetters: IQueue;
}

/** Sends events of the central bus to a target in its account and region, by a role that only this rule may take. */
export class BusRule extends Construct {
  constructor(scope: Construct, id: string, props: BusRuleProps) {
    super(scope, id);
    const { platform, aws, part, description, target, deadLetters } = props;
    const stack = Stack.of(this);
    const name = roleName(platform, part);
    const bus = centralBusName(platform);
    const rule = stack.formatArn({ service: 'events', resource: 'rule', resourceName: `${bus}/${name}` });
    const events = new ServicePrincipal('events.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnEquals: { 'aws:SourceArn': rule },
    });
    const role = new Role(this, 'Role', {
      roleName: name,
      description: `EventBridge: ${description}`,
      assumedBy: events,
      inlinePolicies: { put: new PolicyDocument({ statements: [...props.statements] }) },
    });
    deadLetters.addToResourcePolicy(
      new Statement({
        sid: `Rule${id}`,
        principals: [events],
        actions: ['sqs:SendMessage'],
        resources: [deadLetters.queueArn],
      }),
    );
    new CfnRule(this, 'Rule', {
      name,
      description,
      eventBusName: bus,
      eventPattern: { 'detail-type': props.detailTypes },
      // The same calls that members' rules let through: ENABLED would leave out the read-only ones.
      state: aws.extras.readEvents === 'create' ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED',
      targets: [
        {
          id: part,
          ...target,
          roleArn: role.roleArn,
          retryPolicy: RETRIES,
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      ],
    });
  }
}
