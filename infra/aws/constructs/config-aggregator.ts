import { Stack } from 'aws-cdk-lib';
import { CfnConfigurationAggregator } from 'aws-cdk-lib/aws-config';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

/** What AWS Config recorded in every account and region of the organization, to be asked in the home region. */
export class ConfigAggregator extends Construct {
  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps) {
    super(scope, id);
    const name = `${platform.name}-organization`;
    if (aws.organizationId === undefined) {
      new CfnConfigurationAggregator(this, 'Aggregator', {
        configurationAggregatorName: name,
        accountAggregationSources: [{ accountIds: [aws.securityAccount], awsRegions: [...aws.regions] }],
      });
      return;
    }
    const role = new Role(this, 'Role', {
      roleName: roleName(platform, 'config-aggregator'),
      description: 'AWS Config reads the list of accounts with it',
      assumedBy: new ServicePrincipal('config.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      }),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSConfigRoleForOrganizations')],
    });
    new CfnConfigurationAggregator(this, 'Aggregator', {
      configurationAggregatorName: name,
      organizationAggregationSource: { roleArn: role.roleArn, awsRegions: [...aws.regions] },
    });
  }
}
