import { roleName } from '../../../policy/names';
import { type Target, THIS_KEY } from './statement';

/** Role of the log archive account that may destroy the raw store's key, and with it every raw log. */
export const KEY_ADMINISTRATOR = 'raw-key-administrator';

/**
 * Nobody destroys or disables the key but its administrator, whatever else IAM allows them; the deployment may
 * change its policy, which is how this statement got there. A deny, so `*` is whom it is taken from.
 */
export function keyProtection({ platform, aws, partition }: Target) {
  const account = aws.logArchiveAccount;
  const administrator = `arn:${partition}:iam::${account}:role/${roleName(platform, KEY_ADMINISTRATOR)}`;
  const deployment = `arn:${partition}:iam::${account}:role/cdk-${aws.bootstrapQualifier}-cfn-exec-role-${account}-${aws.homeRegion}`;
  return [
    {
      Sid: 'NobodyElseDestroysKey',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'],
      Resource: THIS_KEY,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': administrator } },
    },
    {
      Sid: 'NobodyElseOpensKey',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:DisableKeyRotation'],
      Resource: THIS_KEY,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [administrator, deployment] } },
    },
  ] as const;
}
