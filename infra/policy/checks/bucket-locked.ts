import { isProduction } from '../lifecycle';
import { at, resourcesOf } from '../template';
import { type TemplateCheck, violation } from './check';

const MODES: readonly unknown[] = ['COMPLIANCE', 'GOVERNANCE'];

export const bucketLocked: TemplateCheck = {
  id: 'bucket-locked',
  title: 'In production what is stored cannot be deleted before its time',
  controls: ['AU-9', 'AU-11'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::S3::Bucket')
      .filter(isProduction)
      .flatMap((bucket) => {
        const retention = at(bucket.properties, 'ObjectLockConfiguration.Rule.DefaultRetention');
        const days = Number(at(retention, 'Days') ?? 0);
        const locked =
          bucket.properties.ObjectLockEnabled === true &&
          at(bucket.properties, 'ObjectLockConfiguration.ObjectLockEnabled') === 'Enabled' &&
          MODES.includes(at(retention, 'Mode')) &&
          (days > 0 || Number(at(retention, 'Years') ?? 0) > 0);
        return locked
          ? []
          : [
              violation(
                bucket,
                'has no Object Lock with a default retention: its objects could be deleted by whoever may',
              ),
            ];
      }),
};
