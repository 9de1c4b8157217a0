import { Aws, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { centralBusName, regionalRoleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { FORWARDED_EVENTS } from './forwarded-events';

/** The part of the role's name before the region: the central bus lets these in. */
export const EVENT_FORWARDER = 'events';

export interface MemberEventsProps extends PlatformProps {
  /** What is forwarded besides. @default nothing */
  readonly more?: readonly string[];
}

/**
 * Security events of one account and region on their way to the central bus: seconds instead of the trail's minutes.
 * The trail remains the record: what the bus loses after a day of retries is in the raw store all the same.
 */
export class MemberEvents extends Construct {
  constructor(scope: Construct, id: string, { platform, aws, more = [] }: MemberEventsProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const bus = stack.formatArn({
      service: 'events',
      region: aws.homeRegion,
      account: aws.securityAccount,
      resource: 'event-bus',
      resourceName: centralBusName(platform),
    });
    const ruleName = `${platform.name}-security-events`;
    const rule = stack.formatArn({ service: 'events', resource: 'rule', resourceName: ruleName });
    const role = new Role(this, 'Role', {
      roleName: regionalRoleName(platform, EVENT_FORWARDER, Aws.REGION),
      description: 'Sends security events to the central bus of Kumomori',
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
      description: 'Security events to the central bus of Kumomori',
      eventPattern: { 'detail-type': [...FORWARDED_EVENTS, ...more] },
      // ENABLED leaves out read-only calls, of which there are many times more.
      state: aws.extras.readEvents === 'create' ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED',
      targets: [{ id: 'central', arn: bus, roleArn: role.roleArn }],
    });
  }
}
