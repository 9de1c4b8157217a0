import { at, resourcesOf } from '../template';
import { type TemplateCheck, violation } from './check';

const SETTINGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

export const bucketPrivate: TemplateCheck = {
  id: 'bucket-private',
  title: 'Buckets block all public access and have no ACLs',
  controls: ['AC-3', 'SC-7'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::S3::Bucket').flatMap((bucket) => {
      const open = SETTINGS.filter(
        (name) => at(bucket.properties, `PublicAccessBlockConfiguration.${name}`) !== true,
      );
      const owned = JSON.stringify(at(bucket.properties, 'OwnershipControls.Rules') ?? '').includes(
        'BucketOwnerEnforced',
      );
      return [
        ...(open.length === 0
          ? []
          : [
              violation(
                bucket,
                `may become public: set ${open.join(', ')} of PublicAccessBlockConfiguration to true`,
                'public',
              ),
            ]),
        ...(owned ? [] : [violation(bucket, 'has ACLs: set ObjectOwnership to BucketOwnerEnforced', 'acl')]),
      ];
    }),
};
