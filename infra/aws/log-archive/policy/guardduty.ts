import { type Access, bucketArn, NOTHING, objectsArn, type Target, THIS_KEY } from './statement';

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
    Principal: { Service: 'guardduty.amazonaws.com' },
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
    key: [{ ...common, Sid: 'GuardDutyEncrypts', Action: 'kms:GenerateDataKey', Resource: THIS_KEY }],
  };
}
