import { Annotations, Stack } from 'aws-cdk-lib';
import { CfnPublishingDestination } from 'aws-cdk-lib/aws-guardduty';
import { PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { rawKeyAlias, roleName } from '../../policy/names';
import { guardDutyExportRole } from '../log-archive/policy/guardduty';
import type { PlatformProps } from '../platform-stack';
import { keyArnOf, rawDestinationArn } from './raw-location';
import { roleArn } from './role-arn';

export interface GuardDutyExportProps extends PlatformProps {
  readonly detectorId: string;
}

/**
 * Export of a region's findings to the raw store: of a delegated administrator's detector, those of all its accounts.
 * Straight into the bucket: GuardDuty asks for a customer's key, and names no lock among what it cannot take. Below a
 * prefix it writes only when its folder, an empty object `<prefix>/`, is there: that of a bucket that is not ours its
 * owners put there. Source: Amazon GuardDuty User Guide, exporting findings.
 */
export class GuardDutyExport extends Construct {
  constructor(scope: Construct, id: string, props: GuardDutyExportProps) {
    super(scope, id);
    const refused = whyRefused(props, Stack.of(this).region);
    if (refused !== undefined) {
      Annotations.of(this).addWarningV2('kumomori:guardduty-export', refused);
      return;
    }
    new CfnPublishingDestination(this, 'Destination', {
      detectorId: props.detectorId,
      destinationType: 'S3',
      destinationProperties: {
        destinationArn: rawDestinationArn(Stack.of(this), props),
        kmsKeyArn: keyArnOf(props.aws.existing.logBucket) ?? this.rawKey(props),
      },
    });
  }

  /** GuardDuty takes a key by its id alone, which is made up in another account: asked for when the stack is deployed. */
  private rawKey({ platform, aws }: GuardDutyExportProps): string {
    const stack = Stack.of(this);
    const keys = { service: 'kms', region: aws.homeRegion, account: aws.logArchiveAccount };
    const alias = stack.formatArn({ ...keys, resource: rawKeyAlias(platform) });
    const name = roleName(platform, guardDutyExportRole(stack.region));
    const arn = roleArn(this, stack.account, name);
    const key = new AwsCustomResource(this, 'Key', {
      resourceType: 'Custom::RawKey',
      onUpdate: {
        service: 'KMS',
        action: 'describeKey',
        region: aws.homeRegion,
        assumedRoleArn: arn,
        parameters: { KeyId: alias },
        outputPaths: ['KeyMetadata.Arn'],
        physicalResourceId: PhysicalResourceId.of('key'),
      },
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [arn] }),
      ]),
      installLatestAwsSdk: false,
    });
    const role = new Role(this, 'Role', {
      roleName: name,
      description: 'Finds the id of the key that findings of GuardDuty are encrypted with',
      assumedBy: key.grantPrincipal,
      inlinePolicies: {
        key: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'FindRawKey',
              actions: ['kms:DescribeKey'],
              resources: [stack.formatArn({ ...keys, resource: 'key', resourceName: '*' })],
              conditions: { StringEquals: { 'kms:RequestAlias': rawKeyAlias(platform) } },
            }),
          ],
        }),
      },
    });
    key.node.addDependency(role);
    return key.getResponseField('KeyMetadata.Arn');
  }
}

/** Why GuardDuty cannot export a region's findings; undefined when it can. */
function whyRefused({ aws }: PlatformProps, region: string): string | undefined {
  const { services, existing, homeRegion } = aws;
  if (services.log_bucket === 'off') {
    return 'findings are not exported: there is no raw store (aws.services.log_bucket: off)';
  }
  if (existing.logBucket !== undefined && existing.logBucket.keyArn === undefined) {
    return `findings are not exported: GuardDuty writes only under a customer's key; encrypt bucket ${existing.logBucket.name} with one and name it as aws.existing.log_bucket.key_arn`;
  }
  return region !== homeRegion && RegionInfo.get(homeRegion).isOptInRegion
    ? `findings of ${region} are not exported: GuardDuty writes to a bucket in the opt-in region ${homeRegion} from there alone`
    : undefined;
}
