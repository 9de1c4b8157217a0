import { Stack } from 'aws-cdk-lib';
import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  type AwsSdkCall,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';
import { GuardDutyExport } from './guardduty-export';
import { roleArn } from './role-arn';

/**
 * GuardDuty of one region: a detector in the security account, which exports the findings of all its accounts to the
 * raw store, and, where there is an organization, every account of it enabled, today's and tomorrow's. CloudFormation has no type for the latter; and the detector may be there since
 * Management/* made this account the administrator, so it is made only where there is none.
 */
export class GuardDuty extends Construct {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id);
    const detectorId = props.aws.organizationId === undefined ? this.detector() : this.organization(props);
    new GuardDutyExport(this, 'Export', { ...props, detectorId });
  }

  private detector(): string {
    return new CfnDetector(this, 'Detector', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
    }).ref;
  }

  /** Id of the detector that administers the organization's. */
  private organization({ platform }: PlatformProps): string {
    const made = this.call('Detector', mayCreate(this), {
      service: 'GuardDuty',
      action: 'createDetector',
      parameters: {
        Enable: true,
        FindingPublishingFrequency: 'FIFTEEN_MINUTES',
        Tags: { platform: platform.name, 'managed-by': 'kumomori' },
      },
      physicalResourceId: PhysicalResourceId.of('detector'),
      // There is one already.
      ignoreErrorCodesMatching: 'BadRequestException',
    });
    const found = this.call('Detectors', [allow('guardduty:ListDetectors', '*')], {
      service: 'GuardDuty',
      action: 'listDetectors',
      outputPaths: ['DetectorIds.0'],
      physicalResourceId: PhysicalResourceId.of('detectors'),
    });
    found.node.addDependency(made);
    const detectorId = found.getResponseField('DetectorIds.0');
    const detectors = Stack.of(this).formatArn({
      service: 'guardduty',
      resource: 'detector',
      resourceName: '*',
    });
    this.call('Organization', [allow('guardduty:UpdateOrganizationConfiguration', detectors)], {
      service: 'GuardDuty',
      action: 'updateOrganizationConfiguration',
      parameters: { DetectorId: detectorId, AutoEnableOrganizationMembers: 'ALL' },
      physicalResourceId: PhysicalResourceId.of('organization'),
    });
    return detectorId;
  }

  private call(id: string, statements: PolicyStatement[], onUpdate: AwsSdkCall): AwsCustomResource {
    return new AwsCustomResource(this, id, {
      resourceType: `Custom::GuardDuty${id}`,
      onUpdate,
      policy: AwsCustomResourcePolicy.fromStatements(statements),
      installLatestAwsSdk: false,
    });
  }
}

function allow(action: string, resource: string): PolicyStatement {
  return new PolicyStatement({ actions: [action], resources: [resource] });
}

/** CreateDetector takes no resource: what it makes has no id yet. */
function mayCreate(scope: Construct): PolicyStatement[] {
  const role = 'aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty';
  return [
    allow('guardduty:CreateDetector', '*'),
    new PolicyStatement({
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [roleArn(scope, Stack.of(scope).account, role)],
      conditions: { StringEquals: { 'iam:AWSServiceName': 'guardduty.amazonaws.com' } },
    }),
  ];
}
