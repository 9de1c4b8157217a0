import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { requireAwsResidency } from '../policy/residency';
import { LogArchive } from './log-archive/log-archive';
import { Management } from './management/management';
import type { PlatformProps } from './platform-stack';
import { Security } from './security/security';

/** One environment: `cdk deploy "kumomori/Management/*"`, then `kumomori/LogArchive/*`, then `kumomori/Security/*`. */
export class PlatformStage extends Stage {
  constructor(scope: Construct, props: PlatformProps) {
    super(scope, props.platform.name);
    new Management(this, props);
    new LogArchive(this, props);
    new Security(this, props);
    requireAwsResidency(this, props.aws.allowedRegions);
  }
}
