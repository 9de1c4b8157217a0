import { RegionInfo } from 'aws-cdk-lib/region-info';
import { bound } from './platform-roles';
import { type Access, bucketArn, NOTHING, objectsArn, type Target, THIS_KEY } from './statement';

/** Role of the security account that finds the key's id, for the detector of a region. */
export function guardDutyExportRole(region: string): string {
  return `guardduty-export-${region}`;
}

/** Where a region has to be asked for, GuardDuty has a name of its own. */
function principals(regions: readonly string[]): string | readonly string[] {
  const optIn = regions.filter((region) => RegionInfo.get(region).isOptInRegion);
  const own = optIn.map((region) => `guardduty.${region}.amazonaws.com`);
  return own.length === 0 ? 'guardduty.amazonaws.com' : ['guardduty.amazonaws.com', ...own];
}

/**
 * GuardDuty's export of findings, by the detectors of the security account, which administers it for all. It takes
 * only buckets with a customer's key. Source: Amazon GuardDuty User Guide, exporting findings.
 */
export function guardDuty(target: Target): Access {
  const { aws, partition } = target;
  if (aws.services.guardduty !== 'create') {
    return NOTHING;
  }
  const account = aws.securityAccount;
  const common = {
    Effect: 'Allow',
    Principal: { Service: principals(aws.regions) },
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: {
        'aws:SourceArn': aws.regions.map(
          (region) => `arn:${partition}:guardduty:${region}:${account}:detector/*`,
        ),
      },
    },
  } as const;
  return {
    bucket: [
      {
        ...common,
        Sid: 'GuardDutyFindsBucket',
        Action: 's3:GetBucketLocation',
        Resource: bucketArn(target),
      },
      {
        ...common,
        Sid: 'GuardDutyWrites',
        Action: 's3:PutObject',
        Resource: objectsArn(target, 'AWSLogs/*/GuardDuty/*'),
      },
    ],
    key: [
      { ...common, Sid: 'GuardDutyEncrypts', Action: 'kms:GenerateDataKey', Resource: THIS_KEY },
      ...(aws.services.log_bucket === 'create'
        ? [
            {
              ...bound(target, aws.regions.map(guardDutyExportRole)),
              Sid: 'GuardDutyExportFindsKey',
              Action: 'kms:DescribeKey',
              Resource: THIS_KEY,
            },
          ]
        : []),
    ],
  };
}
