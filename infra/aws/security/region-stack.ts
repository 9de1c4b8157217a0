import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ConfigAggregator } from '../constructs/config-aggregator';
import { GuardDuty } from '../constructs/guardduty';
import { LogsDestination } from '../constructs/logs-destination';
import { SecurityHub } from '../constructs/security-hub';
import { type PlatformProps, PlatformStack } from '../platform-stack';

/** One region of the security account: what administers the region's services, and its way in for log groups. */
export class RegionStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: PlatformProps, region: string) {
    const { services, extras, homeRegion, securityAccount } = props.aws;
    super(scope, id, props, {
      part: `region-${region}`,
      account: securityAccount,
      region,
      description: `security services of ${region}, administered by the security account`,
    });
    if (services.guardduty === 'create') {
      new GuardDuty(this, 'GuardDuty', props);
    }
    if (services.security_hub === 'create') {
      new SecurityHub(this, 'SecurityHub', { ...props, region });
    }
    if (services.config === 'create' && region === homeRegion) {
      new ConfigAggregator(this, 'Config', props);
    }
    if (extras.cloudwatchLogs === 'create') {
      new LogsDestination(this, 'Logs', props);
    }
    settleCaller(this, props.platform.lifecycle === 'production');
  }
}

/** The function CDK makes for calls to AWS says nothing of itself, and its log would outlive a trial. */
function settleCaller(stack: Stack, production: boolean): void {
  for (const child of stack.node.findAll()) {
    if (child instanceof CfnFunction && child.description === undefined) {
      child.description =
        'Makes the calls to AWS that no CloudFormation type makes, when the stack is deployed';
    }
    if (child instanceof CfnLogGroup && !production) {
      child.applyRemovalPolicy(RemovalPolicy.DESTROY);
    }
  }
}

/** Whether a region's stack would have anything in it. */
export function hasRegionStack({ aws }: PlatformProps, region: string): boolean {
  const { services, extras, homeRegion } = aws;
  return (
    services.guardduty === 'create' ||
    services.security_hub === 'create' ||
    (services.config === 'create' && region === homeRegion) ||
    extras.cloudwatchLogs === 'create'
  );
}
