import { list } from '../../../lib/json';
import { at, resourcesOf } from '../template';
import { type TemplateCheck, violation } from './check';

/** A customer's key can be audited, disabled and destroyed; S3's own cannot. */
export const bucketEncrypted: TemplateCheck = {
  id: 'bucket-encrypted',
  title: 'Buckets are encrypted with a KMS key of the platform',
  controls: ['SC-28', 'SC-12'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::S3::Bucket').flatMap((bucket) => {
      const rules = list(at(bucket.properties, 'BucketEncryption.ServerSideEncryptionConfiguration'));
      const defaults = rules.map((rule) => at(rule, 'ServerSideEncryptionByDefault'));
      const keyed = defaults.some(
        (one) => at(one, 'SSEAlgorithm') === 'aws:kms' && at(one, 'KMSMasterKeyID'),
      );
      return keyed
        ? []
        : [
            violation(
              bucket,
              'has no default encryption with a KMS key: set BucketEncryption to aws:kms and name the key',
            ),
          ];
    }),
};
