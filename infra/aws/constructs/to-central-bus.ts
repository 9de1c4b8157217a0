import { Aws, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { centralBusName, regionalRoleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface ToCentralBusProps extends PlatformProps {
  /** The part of the role's name before the region: the central bus lets in those it knows. */
  readonly part: string;
  readonly ruleName: string;
  /** What is sent, for the role and the rule: `security events`. */
  readonly what: string;
  /** As EventBridge has it, with `detail-type`. */
  readonly eventPattern: Readonly<Record<string, unknown>>;
  /** @default ENABLED, which leaves out read-only calls, of which there are many times more */
  readonly state?: string;
}

/**
 * Events of one account and region on their way to the central bus: a rule, and the role it sends them with. What the
 * bus loses after a day of retries is lost, so it is never the only record of anything.
 */
export class ToCentralBus extends Construct {
  constructor(scope: Construct, id: string, props: ToCentralBusProps) {
    super(scope, id);
    const { platform, aws, part, ruleName, what, eventPattern, state = 'ENABLED' } = props;
    const stack = Stack.of(this);
    const bus = stack.formatArn({
      service: 'events',
      region: aws.homeRegion,
      account: aws.securityAccount,
      resource: 'event-bus',
      resourceName: centralBusName(platform),
    });
    const rule = stack.formatArn({ service: 'events', resource: 'rule', resourceName: ruleName });
    const role = new Role(this, 'Role', {
      roleName: regionalRoleName(platform, part, Aws.REGION),
      description: `Sends ${what} to the central bus of Kumomori`,
      assumedBy: new ServicePrincipal('events.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnEquals: { 'aws:SourceArn': rule },
      }),
      inlinePolicies: {
        forward: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus] })],
        }),
      },
    });
    new CfnRule(this, 'Rule', {
      name: ruleName,
      description: `${what.charAt(0).toUpperCase()}${what.slice(1)} to the central bus of Kumomori`,
      eventPattern,
      state,
      targets: [{ id: 'central', arn: bus, roleArn: role.roleArn }],
    });
  }
}
