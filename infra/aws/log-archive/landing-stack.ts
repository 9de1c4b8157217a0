import { Aws } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { regionalBucketName } from '../../policy/names';
import { AccessLogBucket } from '../constructs/access-log-bucket';
import { LandingBucket } from '../constructs/landing-bucket';
import { LandingEvents } from '../constructs/landing-events';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import { landingsOf } from './policy/landing';

export interface LandingStackProps extends PlatformProps {
  readonly region: string;
}

/** Where one region's load balancers, WAF and Config write, in the log archive account: on its way to the raw store. */
export class LandingStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: LandingStackProps) {
    const { platform, aws, region } = props;
    super(scope, id, props, {
      part: `landing-${region}`,
      account: aws.logArchiveAccount,
      region,
      description: `landing buckets of ${region}`,
    });
    const landings = landingsOf(platform, aws, region, Aws.PARTITION);
    const buckets = landings.map(({ bucket }) => bucket);
    const elsewhere = region !== aws.homeRegion;
    // In the home region the raw store's access log and the home bus are there already.
    const accessLog = elsewhere
      ? new AccessLogBucket(this, 'AccessLog', { ...props, landing: buckets })
      : undefined;
    for (const { id, bucket, statements } of landings) {
      const landing = new LandingBucket(this, id, {
        ...props,
        bucketName: bucket,
        statements,
        accessLog: regionalBucketName(platform, aws, 'access-logs', region),
      });
      landing.node.addDependency(...(accessLog ? [accessLog] : []));
    }
    if (elsewhere) {
      new LandingEvents(this, 'Events', { ...props, buckets });
    }
  }
}
