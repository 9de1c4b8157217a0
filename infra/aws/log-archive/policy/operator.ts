import { bound } from './platform-roles';
import { type Access, bucketArn, objectsArn, type Target } from './statement';

/** Role of the security account by which people replay and restore. */
export const OPERATOR_ROLE = 'operator';

/** Listing raw logs and bringing archived ones back, which gives nobody their content. */
export function operators(target: Target): Access {
  const common = bound(target, [OPERATOR_ROLE]);
  return {
    bucket: [
      {
        ...common,
        Sid: 'OperatorsList',
        Action: 's3:ListBucketVersions',
        Resource: bucketArn(target),
      },
      {
        ...common,
        Sid: 'OperatorsRestore',
        Action: 's3:RestoreObject',
        Resource: objectsArn(target, '*'),
      },
    ],
    key: [],
  };
}
