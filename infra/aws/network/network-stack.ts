import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { FLOW_LOG_FORMAT } from '../../../lib/enrolment/flow-log-format';
import { rawDestinationArn } from '../constructs/raw-location';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import { FunctionNetwork } from './function-network';
import { PrivateSubnets } from './private-subnets';

/** The network of the platform's functions in the security account's home region. */
export class NetworkStack extends PlatformStack {
  readonly functions: FunctionNetwork;

  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id, props, {
      part: 'network',
      account: props.aws.securityAccount,
      description: 'network of functions, without a way to the internet',
    });
    const subnets = new PrivateSubnets(this, 'Subnets');
    // As the enrolment function has it for every VPC, which so finds nothing to do here.
    new CfnFlowLog(this, 'FlowLog', {
      resourceType: 'VPC',
      resourceId: subnets.vpcId,
      trafficType: 'ALL',
      logDestinationType: 's3',
      logDestination: rawDestinationArn(this, props),
      logFormat: FLOW_LOG_FORMAT,
      maxAggregationInterval: 600,
    });
    this.functions = new FunctionNetwork(this, 'Functions', { ...props, subnets });
  }
}
