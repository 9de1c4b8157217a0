import { Aws, CfnCondition, Fn, Stack } from 'aws-cdk-lib';
import { CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { landingBucketName, regionalRoleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

/**
 * AWS Config's recorder of one account and region, delivering to the region's landing bucket: Config cannot write to
 * a bucket with a default Object Lock retention. Where there was a log bucket before, into that. Of global resources, the home region records; the others would
 * record each of them again.
 */
export class MemberConfig extends Construct {
  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps) {
    super(scope, id);
    const home = new CfnCondition(this, 'IsHome', {
      expression: Fn.conditionEquals(Aws.REGION, aws.homeRegion),
    });
    const role = new Role(this, 'Role', {
      roleName: regionalRoleName(platform, 'config', Aws.REGION),
      description: 'AWS Config records with it',
      assumedBy: new ServicePrincipal('config.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      }),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWS_ConfigRole')],
    });
    new CfnConfigurationRecorder(this, 'Recorder', {
      name: platform.name,
      roleArn: role.roleArn,
      recordingGroup: {
        allSupported: true,
        includeGlobalResourceTypes: Fn.conditionIf(home.logicalId, true, false),
      },
      recordingMode: { recordingFrequency: 'CONTINUOUS' },
    });
    const existing = aws.existing.logBucket;
    // CloudFormation starts the recorder when the channel is there; neither may wait for the other.
    new CfnDeliveryChannel(this, 'Channel', {
      name: platform.name,
      ...(existing === undefined
        ? { s3BucketName: landingBucketName(platform, aws, Aws.REGION) }
        : { s3BucketName: existing.name, s3KeyPrefix: existing.prefix }),
      configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    });
  }
}
