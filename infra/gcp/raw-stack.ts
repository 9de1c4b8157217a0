import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { ResolvedGcp, ResolvedPlatform } from '../../lib/config/resolved';
import { keepStateLocally } from '../policy/terraform-state';
import { RawBucket } from './constructs/raw-bucket';

export interface GcpRawStackProps {
  readonly platform: ResolvedPlatform;
  readonly gcp: ResolvedGcp;
}

/** The raw store: every log as it was delivered, for the lake to be rebuilt from. */
export class GcpRawStack extends TerraformStack {
  constructor(scope: Construct, id: string, { platform, gcp }: GcpRawStackProps) {
    super(scope, id);
    keepStateLocally(this);
    new GoogleProvider(this, 'google', { project: gcp.projectId, region: gcp.homeLocation });
    new RawBucket(this, 'raw', { platform, gcp });
  }
}
