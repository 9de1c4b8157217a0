import { Aws } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import { guardrails } from '../../policy/guardrails/guardrails';
import { type PlatformProps, PlatformStack } from '../platform-stack';

/** The organization's policies, attached. Their types are switched on once, by hand: `kumomori doctor` says how. */
export class GuardrailsStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: PlatformProps, account: string) {
    super(scope, id, props, {
      part: 'guardrails',
      account,
      description: 'policies that keep logging on and the stores to the organization',
    });
    for (const policy of guardrails({ ...props, partition: Aws.PARTITION })) {
      new CfnPolicy(this, policy.id.toUpperCase(), {
        type: policy.type,
        name: policy.name,
        description: policy.description,
        targetIds: [...policy.targets],
        content: policy.document,
      });
    }
  }
}
