import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { lakeBucketName } from '../../policy/names';
import { DeadLetters } from '../constructs/dead-letters';
import type { LakeBucket } from '../pipeline/lake-bucket';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import type { CentralStack } from '../security/central-stack';
import { Canary } from './canary';
import { canaryPlans } from './canary-plans';
import { Watch } from './watch';

export interface SelfCheckStackProps extends PlatformProps {
  readonly central: CentralStack;
  readonly lake: LakeBucket;
}

/** What the platform does to find its own failures: canaries down every way, and a watch for silence and gaps. */
export class SelfCheckStack extends PlatformStack {
  constructor(scope: Construct, id: string, { central, lake, ...props }: SelfCheckStackProps) {
    super(scope, id, props, {
      part: 'self-check',
      account: props.aws.securityAccount,
      description: 'canaries of every source, silent sources and accounts, gaps of the ledger',
    });
    const { topic, key, table } = central;
    const { queue: deadLetters } = new DeadLetters(this, 'DeadLetters', {
      ...props,
      of: 'Runs of canary and watch',
      topic,
    });
    // By name: policies then say which bucket is meant.
    const bucket = Bucket.fromBucketName(this, 'Lake', lakeBucketName(props.platform, props.aws));
    const shared = { ...props, lake: { bucket, key: lake.key }, topic, key, table, deadLetters };
    const plans = canaryPlans(props);
    if (plans.length > 0) {
      new Canary(this, 'Canary', { ...shared, plans });
    }
    new Watch(this, 'Watch', shared);
  }
}
