import { at, resourcesOf } from '../template';
import { type TemplateCheck, violation } from './check';

export const bucketVersioned: TemplateCheck = {
  id: 'bucket-versioned',
  title: 'Buckets keep every version',
  controls: ['AU-9', 'CP-9'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::S3::Bucket').flatMap((bucket) =>
      at(bucket.properties, 'VersioningConfiguration.Status') === 'Enabled'
        ? []
        : [violation(bucket, 'keeps no versions: an overwritten log would be gone; enable versioning')],
    ),
};
