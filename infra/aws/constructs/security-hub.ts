import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  CfnConfigurationPolicy,
  CfnFindingAggregator,
  CfnHub,
  CfnOrganizationConfiguration,
  CfnPolicyAssociation,
} from 'aws-cdk-lib/aws-securityhub';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct, type IConstruct } from 'constructs';
import type { PlatformProps } from '../platform-stack';
import { roleArn } from './role-arn';

export interface SecurityHubProps extends PlatformProps {
  readonly region: string;
}

/**
 * Security Hub of one region. In the home region of an organization it is configured centrally: findings of all
 * regions come together, and every account of the organizational units, today's and tomorrow's, is told to report.
 */
export class SecurityHub extends Construct {
  constructor(scope: Construct, id: string, props: SecurityHubProps) {
    super(scope, id);
    const { aws, region } = props;
    const hub = aws.organizationId === undefined ? new CfnHub(this, 'Hub', {}) : this.enabled();
    if (region !== aws.homeRegion) {
      return;
    }
    const others = aws.regions.filter((other) => other !== region);
    const aggregator =
      others.length === 0
        ? undefined
        : new CfnFindingAggregator(this, 'Aggregator', {
            regionLinkingMode: 'SPECIFIED_REGIONS',
            regions: others,
          });
    aggregator?.node.addDependency(hub);
    if (aws.organizationId === undefined) {
      return;
    }
    if (aggregator) {
      this.configureCentrally(props, aggregator);
    } else {
      this.enableNewAccounts(hub);
    }
  }

  /** Central configuration takes an aggregator, which takes a second region; accounts that are there are added by hand. */
  private enableNewAccounts(hub: IConstruct): void {
    const organization = new CfnOrganizationConfiguration(this, 'Organization', {
      configurationType: 'LOCAL',
      autoEnable: true,
      autoEnableStandards: 'DEFAULT',
    });
    organization.node.addDependency(hub);
  }

  /** It may be on since Management/* made this account the administrator: CloudFormation's own type would then fail. */
  private enabled(): IConstruct {
    return new AwsCustomResource(this, 'Hub', {
      resourceType: 'Custom::SecurityHub',
      onUpdate: {
        service: 'SecurityHub',
        action: 'enableSecurityHub',
        parameters: { EnableDefaultStandards: false },
        physicalResourceId: PhysicalResourceId.of('hub'),
        ignoreErrorCodesMatching: 'ResourceConflictException',
      },
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({
          actions: ['securityhub:EnableSecurityHub'],
          resources: [
            Stack.of(this).formatArn({ service: 'securityhub', resource: 'hub', resourceName: 'default' }),
          ],
        }),
        new PolicyStatement({
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [
            roleArn(
              this,
              Stack.of(this).account,
              'aws-service-role/securityhub.amazonaws.com/AWSServiceRoleForSecurityHub',
            ),
          ],
          conditions: { StringEquals: { 'iam:AWSServiceName': 'securityhub.amazonaws.com' } },
        }),
      ]),
      installLatestAwsSdk: false,
    });
  }

  private configureCentrally({ platform, aws }: PlatformProps, aggregator: IConstruct): void {
    const organization = new CfnOrganizationConfiguration(this, 'Organization', {
      configurationType: 'CENTRAL',
      // What central configuration asks for: the policy below enables instead.
      autoEnable: false,
      autoEnableStandards: 'NONE',
    });
    organization.node.addDependency(aggregator);
    const standard = Stack.of(this).formatArn({
      service: 'securityhub',
      account: '',
      resource: 'standards',
      resourceName: 'aws-foundational-security-best-practices/v/1.0.0',
    });
    const policy = new CfnConfigurationPolicy(this, 'Policy', {
      name: platform.name,
      description: 'Security Hub with the AWS Foundational Security Best Practices',
      configurationPolicy: {
        securityHub: {
          serviceEnabled: true,
          enabledStandardIdentifiers: [standard],
          securityControlsConfiguration: { disabledSecurityControlIdentifiers: [] },
        },
      },
    });
    policy.node.addDependency(organization);
    for (const unit of aws.organizationalUnits) {
      new CfnPolicyAssociation(this, `Unit${unit}`, {
        configurationPolicyId: policy.attrId,
        targetType: 'ORGANIZATIONAL_UNIT',
        targetId: unit,
      });
    }
  }
}
