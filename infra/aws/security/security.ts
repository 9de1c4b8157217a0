import type { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BatchStack } from '../batch/batch-stack';
import { CostStack } from '../cost/cost-stack';
import { HealthStack } from '../health/health-stack';
import { SelfCheckStack } from '../health/self-check-stack';
import { NetworkStack } from '../network/network-stack';
import { addPipeline } from '../pipeline/add-pipeline';
import type { PlatformProps } from '../platform-stack';
import { QueryStack } from '../query/query-stack';
import { RuleQueriesStack } from '../query/rule-queries-stack';
import { RespondStack } from '../respond/respond-stack';
import { hasStreamStack, StreamStack } from '../stream/stream-stack';
import { CentralStack } from './central-stack';
import { EnrolmentStack } from './enrolment-stack';
import { IntegrityStack } from './integrity-stack';
import { addMemberStacks } from './member-stacks';
import { hasRegionStack, RegionStack } from './region-stack';

/**
 * `Security/*`: what runs in the security account, and how the organization's accounts come to send to it: the
 * central bus, the regions' services, the enrolment of members, and of the accounts the platform runs in.
 */
export class Security extends Construct {
  /** Where the bill is exported to, where that is asked for. */
  readonly cost?: Stack;

  constructor(scope: Construct, given: PlatformProps) {
    super(scope, 'Security');
    const { aws } = given;
    const network = aws.network === 'create' ? new NetworkStack(this, 'Network', given).functions : undefined;
    const props = { ...given, network };
    const central = new CentralStack(this, 'Central', props);
    // Log destinations try what they lead to when they are made.
    const first = hasStreamStack(props) ? new StreamStack(this, 'Stream', { ...props, central }) : central;
    for (const region of aws.regions.filter((candidate) => hasRegionStack(props, candidate))) {
      new RegionStack(this, `Region-${region}`, props, region).addStackDependency(first);
    }
    const enrolment = new EnrolmentStack(this, 'Enrolment', { ...props, central });
    if (aws.services.trail !== 'off') {
      new IntegrityStack(this, 'Integrity', { ...props, central });
    }
    const { lake } = addPipeline(this, props, central);
    new RespondStack(this, 'Respond', { ...props, central });
    new HealthStack(this, 'Health', props);
    // Canaries go by streams, too.
    new SelfCheckStack(this, 'SelfCheck', { ...props, central, lake }).addStackDependency(first);
    const query = new QueryStack(this, 'Query', { ...props, central });
    new RuleQueriesStack(this, 'RuleQueries', props).addStackDependency(query);
    // The batch asks the table, and has its results in the bucket.
    new BatchStack(this, 'Batch', { ...props, central, lake }).addStackDependency(query);
    if (given.platform.cost.export) {
      this.cost = new CostStack(this, 'Cost', { ...props, central });
      // It has the tables' database, and the bucket of results.
      this.cost.addStackDependency(query);
    }
    const members = [
      ...addMemberStacks(this, props, { part: 'security', account: aws.securityAccount }),
      ...(aws.logArchiveAccount === aws.securityAccount
        ? []
        : addMemberStacks(this, props, { part: 'log-archive', account: aws.logArchiveAccount })),
    ];
    // Events have somewhere to go, and the role someone to trust, before they are sent for.
    for (const member of members) {
      member.addStackDependency(enrolment);
    }
  }
}
