import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnDelegatedAdmin } from 'aws-cdk-lib/aws-securityhub';
import type { Construct } from 'constructs';
import { type PlatformProps, PlatformStack } from '../platform-stack';

export interface RegionalPlacement {
  readonly account: string;
  readonly region: string;
}

/**
 * Security Hub of one region, administered by the security account. CloudFormation has a type for it, which acts in
 * its stack's region only: hence a stack a region. Stays in production when its stack goes, or every member would
 * stop reporting.
 */
export class SecurityHubAdminStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: PlatformProps, placement: RegionalPlacement) {
    super(scope, id, props, {
      ...placement,
      part: `security-hub-${placement.region}`,
      description: 'administrator of Security Hub',
    });
    const administrator = new CfnDelegatedAdmin(this, 'Administrator', {
      adminAccountId: props.aws.securityAccount,
    });
    administrator.applyRemovalPolicy(
      props.platform.lifecycle === 'production' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    );
  }
}
