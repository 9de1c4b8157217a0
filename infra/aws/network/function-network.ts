import { ArnFormat, Lazy, Stack } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { functionName, policyName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { endpointPolicy } from './endpoint-policy';
import { type Endpoint, endpointsFor } from './endpoint-services';
import type { PrivateSubnets } from './private-subnets';

const HTTPS = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };

export interface FunctionNetworkProps extends PlatformProps {
  readonly subnets: PrivateSubnets;
}

/**
 * Where functions run that need nothing but services of AWS: each that is let in brings the endpoints of what its
 * statements name, so that there are exactly those that somebody calls.
 */
export class FunctionNetwork extends Construct {
  /** For the roles of functions in it. */
  readonly interfaces: ManagedPolicy;
  private readonly functions: CfnSecurityGroup;
  private readonly endpoints: CfnSecurityGroup;
  /** Actions that pass, by the endpoint's service. */
  private readonly passing = new Map<string, Set<string>>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FunctionNetworkProps,
  ) {
    super(scope, id);
    const { vpcId } = props.subnets;
    this.interfaces = interfacePolicy(this, props);
    this.functions = new CfnSecurityGroup(this, 'Functions', {
      vpcId,
      groupDescription: 'Functions: to endpoints by HTTPS; nothing reaches them',
      // There is no route but to endpoints, and those of gateways have no group to name.
      securityGroupEgress: [{ ...HTTPS, cidrIp: '0.0.0.0/0', description: 'HTTPS to endpoints' }],
    });
    this.endpoints = new CfnSecurityGroup(this, 'Endpoints', {
      vpcId,
      groupDescription: 'Endpoints: HTTPS from functions alone',
      securityGroupIngress: [
        { ...HTTPS, sourceSecurityGroupId: this.functions.attrGroupId, description: 'HTTPS from functions' },
      ],
      // They answer and ask nothing: without a rule there would be one for everything.
      securityGroupEgress: [{ ipProtocol: '-1', cidrIp: '127.0.0.1/32', description: 'Nothing' }],
    });
  }

  /** Lets a function in, which may then reach what its statements name and nothing else. */
  admit(handler: string, statements: readonly PolicyStatement[]): CfnFunction.VpcConfigProperty {
    const whose = functionName(this.props.platform, handler);
    for (const { action, endpoint } of statements.flatMap((statement) => endpointsFor(statement, whose))) {
      this.actionsOf(endpoint).add(action);
    }
    return {
      subnetIds: [...this.props.subnets.subnetIds],
      securityGroupIds: [this.functions.attrGroupId],
    };
  }

  private actionsOf(endpoint: Endpoint): Set<string> {
    const known = this.passing.get(endpoint.service);
    if (known !== undefined) {
      return known;
    }
    const actions = new Set<string>();
    this.passing.set(endpoint.service, actions);
    this.endpoint(endpoint, actions);
    return actions;
  }

  /** Its policy is written at the end, when every function has been let in. */
  private endpoint({ kind, service }: Endpoint, actions: ReadonlySet<string>): void {
    const { subnets } = this.props;
    const { region } = Stack.of(this);
    new CfnVPCEndpoint(this, service, {
      vpcId: subnets.vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      policyDocument: Lazy.any({ produce: () => endpointPolicy(this, this.props, service, [...actions]) }),
      ...(kind === 'gateway'
        ? { vpcEndpointType: 'Gateway', routeTableIds: [subnets.routeTableId] }
        : {
            vpcEndpointType: 'Interface',
            privateDnsEnabled: true,
            subnetIds: [...subnets.subnetIds],
            securityGroupIds: [this.endpoints.attrGroupId],
          }),
    });
  }
}

/**
 * Lambda makes the network interfaces of functions by their roles, and asks for the right on all of them. The code of
 * functions is denied it. Source: AWS Lambda, giving functions access to a VPC; using the source function ARN.
 */
function interfacePolicy(scope: Construct, { platform }: PlatformProps): ManagedPolicy {
  const actions = [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ];
  const functions = Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName(platform, '*'),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new ManagedPolicy(scope, 'Interfaces', {
    managedPolicyName: policyName(platform, 'network'),
    description: 'Lets Lambda, and no code of functions, put functions into their network',
    statements: [
      new PolicyStatement({ sid: 'NetworkInterfaces', actions, resources: ['*'] }),
      new PolicyStatement({
        sid: 'NotByCode',
        effect: Effect.DENY,
        actions,
        resources: ['*'],
        conditions: { ArnLike: { 'lambda:SourceFunctionArn': functions } },
      }),
    ],
  });
}
