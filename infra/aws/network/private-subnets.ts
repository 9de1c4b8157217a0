import { Fn } from 'aws-cdk-lib';
import { CfnRouteTable, CfnSubnet, CfnSubnetRouteTableAssociation, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** Nothing else is in it, and nothing is connected to it: it may be the same as anybody's. */
const VPC = '10.0.0.0/24';
/** In two zones: every region has two, not every one three. Lambda shares an interface among all functions of one. */
const SUBNETS = ['10.0.0.0/25', '10.0.0.128/25'];

/** A VPC without a gateway to the internet: what is in it reaches its endpoints, and nothing reaches it. */
export class PrivateSubnets extends Construct {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly routeTableId: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpcId = new CfnVPC(this, 'Vpc', {
      cidrBlock: VPC,
      // Names of services lead to their endpoints.
      enableDnsHostnames: true,
      enableDnsSupport: true,
    }).ref;
    this.routeTableId = new CfnRouteTable(this, 'Routes', { vpcId: this.vpcId }).ref;
    this.subnetIds = SUBNETS.map((cidrBlock, index) => {
      const subnet = new CfnSubnet(this, `Subnet${index}`, {
        vpcId: this.vpcId,
        cidrBlock,
        availabilityZone: Fn.select(index, Fn.getAzs()),
        mapPublicIpOnLaunch: false,
      });
      new CfnSubnetRouteTableAssociation(this, `Route${index}`, {
        subnetId: subnet.ref,
        routeTableId: this.routeTableId,
      });
      return subnet.ref;
    });
  }
}
