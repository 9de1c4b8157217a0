import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ResolvedAws, ResolvedPlatform } from '../../lib/config/resolved';
import { tagsFor } from '../policy/tags';
import { RawBucket } from './constructs/raw-bucket';

export interface RawStackProps {
  readonly platform: ResolvedPlatform;
  readonly aws: ResolvedAws;
}

/** The raw store, in the log archive account: every log as it was delivered, for the lake to be rebuilt from. */
export class RawStack extends Stack {
  constructor(scope: Construct, id: string, { platform, aws }: RawStackProps) {
    super(scope, id, {
      description: 'Kumomori: raw store of AWS logs',
      env: { account: aws.logArchiveAccount, region: aws.homeRegion },
      terminationProtection: platform.lifecycle === 'production',
    });
    new RawBucket(this, 'Raw', { platform, aws });
    for (const [key, value] of Object.entries(tagsFor(platform, 'raw'))) {
      Tags.of(this).add(key, value);
    }
  }
}
