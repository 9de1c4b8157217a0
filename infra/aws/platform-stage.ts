import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { requireQuotas } from '../policy/quotas';
import { requireAwsResidency } from '../policy/residency';
import { addBilling } from './cost/add-billing';
import { LogArchive } from './log-archive/log-archive';
import { addTrail } from './management/add-trail';
import { orderStacks } from './management/deploy-order';
import { Management } from './management/management';
import type { PlatformProps } from './platform-stack';
import { Security } from './security/security';

/** One environment: `cdk deploy "kumomori/**"`, in the order of `orderStacks`; `kumomori doctor` prints it by account. */
export class PlatformStage extends Stage {
  constructor(scope: Construct, props: PlatformProps) {
    super(scope, props.platform.name);
    const management = new Management(this, props);
    const logArchive = new LogArchive(this, props);
    const security = new Security(this, props);
    const parts = { management, logArchive, security };
    addBilling(parts, security.cost, props);
    orderStacks(parts, addTrail(parts, props));
    requireAwsResidency(this, props.aws.allowedRegions);
    requireQuotas(this, props.aws);
  }
}
