import { Aws } from 'aws-cdk-lib';
import { EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as EventBusTarget } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface LandingEventsProps extends PlatformProps {
  readonly region: string;
  /** Names of the region's landing buckets. */
  readonly buckets: readonly string[];
}

/** Objects that were created in the buckets of these names or prefixes. */
export function objectsCreated(
  aws: PlatformProps['aws'],
  buckets: readonly (string | { readonly prefix: string })[],
): EventPattern {
  return {
    source: ['aws.s3'],
    account: [aws.logArchiveAccount],
    detailType: ['Object Created'],
    detail: { bucket: { name: buckets } },
  };
}

/** Sends word of what landed in a region to the home region, from where it is copied. */
export class LandingEvents extends Construct {
  constructor(scope: Construct, id: string, { platform, aws, region, buckets }: LandingEventsProps) {
    super(scope, id);
    const home = `arn:${Aws.PARTITION}:events:${aws.homeRegion}:${aws.logArchiveAccount}:event-bus/default`;
    const role = new Role(this, 'Role', {
      roleName: roleName(platform, `landing-events-${region}`),
      description: `Tells ${aws.homeRegion} what landed in ${region}`,
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': aws.logArchiveAccount } },
      }),
    });
    new Rule(this, 'Rule', {
      description: `Objects that landed in ${region}, to ${aws.homeRegion}`,
      eventPattern: objectsCreated(aws, buckets),
      targets: [new EventBusTarget(EventBus.fromEventBusArn(this, 'Home', home), { role })],
    });
  }
}
