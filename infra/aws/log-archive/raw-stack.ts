import type { Construct } from 'constructs';
import { RawBucket } from '../constructs/raw-bucket';
import { type PlatformProps, PlatformStack } from '../platform-stack';

/** The raw store, in the log archive account: every log as it was delivered, for the lake to be rebuilt from. */
export class RawStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id, props, {
      part: 'raw',
      account: props.aws.logArchiveAccount,
      description: 'raw store of AWS logs',
    });
    new RawBucket(this, 'Raw', props);
  }
}
