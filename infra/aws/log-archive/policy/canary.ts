import { CANARY_PREFIX } from '../../../../lib/health/canary';
import { bound } from './platform-roles';
import { type Access, NOTHING, objectsArn, type Target, THIS_KEY } from './statement';

/** Role of the security account that puts canaries into the raw store. */
export const CANARY_ROLE = 'canary';

/** Canaries, in a folder of their own. None goes into a bucket that was there before: it holds what is others'. */
export function canaries(target: Target): Access {
  if (target.aws.services.log_bucket !== 'create') {
    return NOTHING;
  }
  const common = bound(target, [CANARY_ROLE]);
  return {
    bucket: [
      {
        ...common,
        Sid: 'CanaryWrites',
        Action: 's3:PutObject',
        Resource: objectsArn(target, `${CANARY_PREFIX}*`),
      },
    ],
    key: [{ ...common, Sid: 'CanaryEncrypts', Action: 'kms:GenerateDataKey', Resource: THIS_KEY }],
  };
}
