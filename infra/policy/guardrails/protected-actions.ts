import type { ResolvedAws } from '../../../lib/config/resolved';

/** Actions that switch a log off, by what kumomori set up. What existed before is for its owner to guard. */
const LOGGING: readonly {
  readonly guards: (aws: ResolvedAws) => boolean;
  readonly actions: readonly string[];
}[] = [
  {
    guards: ({ services }) => services.trail === 'create',
    actions: [
      'cloudtrail:DeleteTrail',
      'cloudtrail:PutEventSelectors',
      'cloudtrail:StopLogging',
      'cloudtrail:UpdateTrail',
    ],
  },
  {
    guards: ({ services }) => services.config === 'create',
    actions: [
      'config:DeleteConfigurationRecorder',
      'config:DeleteDeliveryChannel',
      'config:PutConfigurationRecorder',
      'config:PutDeliveryChannel',
      'config:StopConfigurationRecorder',
    ],
  },
  {
    guards: ({ services }) => services.guardduty === 'create',
    actions: [
      'guardduty:DeleteDetector',
      'guardduty:DeleteMembers',
      'guardduty:DeletePublishingDestination',
      'guardduty:Disassociate*',
      'guardduty:StopMonitoringMembers',
      'guardduty:UpdateDetector',
      'guardduty:UpdatePublishingDestination',
    ],
  },
  {
    guards: ({ services }) => services.security_hub === 'create',
    actions: ['securityhub:DeleteMembers', 'securityhub:DisableSecurityHub', 'securityhub:Disassociate*'],
  },
  {
    guards: () => true,
    actions: [
      'ec2:DeleteFlowLogs',
      'route53resolver:DeleteResolverQueryLogConfig',
      'route53resolver:DisassociateResolverQueryLogConfig',
    ],
  },
  {
    guards: ({ extras }) => extras.cloudwatchLogs === 'create',
    actions: ['logs:DeleteAccountPolicy', 'logs:PutAccountPolicy'],
  },
];

/** Every action that would switch off a log kumomori collects. */
export function loggingActions(aws: ResolvedAws): readonly string[] {
  return LOGGING.filter(({ guards }) => guards(aws)).flatMap(({ actions }) => actions);
}

/** What would change the platform's roles, rules and stacks, or take its buckets or what is in them away. */
export const OWN_RESOURCE_ACTIONS: readonly string[] = [
  'cloudformation:CreateChangeSet',
  'cloudformation:DeleteStack',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:UpdateStack',
  'events:DeleteRule',
  'events:DisableRule',
  'events:PutRule',
  'events:PutTargets',
  'events:RemoveTargets',
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
  's3:BypassGovernanceRetention',
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:PutBucketLogging',
  's3:PutBucketObjectLockConfiguration',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
];

/** What would make the stores unreadable, or their keys somebody else's. Tags are how the keys are told. */
export const KEY_ACTIONS: readonly string[] = [
  'kms:DeleteAlias',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:UntagResource',
  'kms:UpdateAlias',
];
