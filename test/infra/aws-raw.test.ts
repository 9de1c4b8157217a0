import { Match } from 'aws-cdk-lib/assertions';
import { AWS } from '../lib/config/support';
import { awsTemplate, platformOf, removeOutputs } from './support';

const RAW = Match.stringLikeRegexp('^acme-raw-');
const LOGS = Match.stringLikeRegexp('^acme-access-logs-');

afterAll(removeOutputs);

describe('the AWS raw store', () => {
  const production = awsTemplate(platformOf('production'));
  const trial = awsTemplate(platformOf('trial'));

  describe.each([
    ['production', production],
    ['trial', trial],
  ])('in %s', (_, template) => {
    it('keeps every version', () => {
      template.hasResourceProperties('AWS::S3::Bucket', {
        BucketName: RAW,
        VersioningConfiguration: { Status: 'Enabled' },
      });
    });

    it('encrypts with a key of its own, which rotates', () => {
      template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
      template.hasResourceProperties('AWS::S3::Bucket', {
        BucketName: RAW,
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RawKey'), 'Arn'] },
              },
            },
          ],
        },
      });
    });

    it('moves through the four tiers, and leaves objects below 128 KB where they are', () => {
      template.hasResourceProperties('AWS::S3::Bucket', {
        BucketName: RAW,
        LifecycleConfiguration: {
          TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
          Rules: Match.arrayWith([
            {
              Id: 'tiers',
              Status: 'Enabled',
              Transitions: [
                { StorageClass: 'STANDARD_IA', TransitionInDays: 30 },
                { StorageClass: 'GLACIER', TransitionInDays: 365 },
                { StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 2555 },
              ],
            },
          ]),
        },
      });
    });

    it('tells EventBridge of every object, without a function that sets it up', () => {
      template.hasResourceProperties('AWS::S3::Bucket', {
        BucketName: RAW,
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      });
      template.resourceCountIs('Custom::S3BucketNotifications', 0);
    });

    it('rids itself soon of what expired, was overwritten or never finished, its lock permitting', () => {
      template.hasResourceProperties('AWS::S3::Bucket', {
        BucketName: RAW,
        LifecycleConfiguration: {
          Rules: Match.arrayWith([
            {
              Id: 'leftovers',
              Status: 'Enabled',
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
              NoncurrentVersionExpiration: { NoncurrentDays: 30 },
              ExpiredObjectDeleteMarker: true,
            },
          ]),
        },
      });
    });

    it('logs who reads and writes it, to a bucket neither locked nor under a customer key', () => {
      template.hasResourceProperties('AWS::S3::Bucket', {
        BucketName: RAW,
        LoggingConfiguration: { LogFilePrefix: 'raw/' },
      });
      template.hasResourceProperties('AWS::S3::Bucket', {
        BucketName: LOGS,
        ObjectLockEnabled: Match.absent(),
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      });
    });

    it.each([RAW, LOGS])('lets no bucket be public or use ACLs', (BucketName) => {
      template.hasResourceProperties('AWS::S3::Bucket', {
        BucketName,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      });
    });

    it('refuses plain HTTP and TLS before 1.2 on both buckets', () => {
      const denied = (Condition: unknown) =>
        template.findResources('AWS::S3::BucketPolicy', {
          Properties: {
            PolicyDocument: {
              Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition })]),
            },
          },
        });

      expect(Object.keys(denied({ Bool: { 'aws:SecureTransport': 'false' } }))).toHaveLength(2);
      expect(Object.keys(denied({ NumericLessThan: { 's3:TlsVersion': 1.2 } }))).toHaveLength(2);
    });

    it('names no partition', () => {
      expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws:');
    });
  });

  it('is locked in production for as long as the cold tier lasts, against everyone', () => {
    production.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: RAW,
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 2555 } },
      },
    });
  });

  it('is locked against all but who may bypass it, where the configuration says governance', () => {
    awsTemplate(
      platformOf('production', '', AWS.replace('aws:', 'aws:\n  object_lock: governance')),
    ).hasResourceProperties('AWS::S3::Bucket', {
      BucketName: RAW,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 2555 } },
      },
    });
  });

  it('outlives its stack in production, the key with it', () => {
    production.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    production.allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('is unlocked in a trial, and goes with its stack, emptied', () => {
    trial.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
    trial.allResourcesProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: Match.absent(),
      ObjectLockConfiguration: Match.absent(),
    });
    trial.resourceCountIs('Custom::S3AutoDeleteObjects', 2);
    production.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
  });

  it('is deleted where the configuration ends it, without an archive nobody asked for', () => {
    const template = awsTemplate(platformOf('trial', 'retention: { cold_days: 500, total_days: 500 }'));

    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: RAW,
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          {
            Id: 'tiers',
            Status: 'Enabled',
            ExpirationInDays: 500,
            Transitions: [
              { StorageClass: 'STANDARD_IA', TransitionInDays: 30 },
              { StorageClass: 'GLACIER', TransitionInDays: 365 },
            ],
          },
        ]),
      },
    });
  });

  it('is tagged', () => {
    production.allResourcesProperties('AWS::S3::Bucket', {
      Tags: Match.arrayWith([
        { Key: 'component', Value: 'raw' },
        { Key: 'lifecycle', Value: 'production' },
        { Key: 'managed-by', Value: 'kumomori' },
        { Key: 'platform', Value: 'acme' },
      ]),
    });
  });
});
