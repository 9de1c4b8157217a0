import { auditIndex } from '../../../infra/policy/audit-index';
import { template } from './support';

const RAW = {
  Type: 'AWS::S3::Bucket',
  DeletionPolicy: 'Retain',
  Properties: {
    BucketName: 'acme-raw',
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] },
          },
        },
      ],
    },
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 2555 } } },
    LifecycleConfiguration: {
      Rules: [{ Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 365 }], ExpirationInDays: 4000 }],
    },
  },
};

const POLICY = {
  Type: 'AWS::S3::BucketPolicy',
  Properties: {
    Bucket: { Ref: 'Raw' },
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: ['s3:PutObject', 's3:GetBucketAcl'],
          Resource: 'x',
          Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
        },
        {
          Effect: 'Allow',
          Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } },
          Action: 's3:GetObject',
          Resource: 'x',
        },
        { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'x' },
      ],
    },
  },
};

describe("the auditors' index", () => {
  const [entry] = auditIndex([{ ...template({ Raw: RAW, Policy: POLICY }), file: 'a.template.json' }]);

  it('says where a stack is and what it is for', () => {
    expect(entry).toMatchObject({
      stack: 'acme-aws-part',
      purpose: 'test',
      template: 'a.template.json',
      account: '222222222222',
      region: 'ap-northeast-1',
    });
  });

  it('says how a store is encrypted, locked and kept', () => {
    expect(entry?.stores).toEqual([
      {
        type: 'AWS::S3::Bucket',
        id: 'Raw',
        name: 'acme-raw',
        encryptedWith: '${Key.Arn}',
        lock: 'COMPLIANCE 2555 days',
        tiers: ['GLACIER from day 365', 'deleted from day 4000'],
        whenStackIsDeleted: 'Retain',
      },
    ]);
  });

  it('says who is let in from outside, and what binds them', () => {
    expect(entry?.letsIn).toEqual([
      {
        on: 'Policy',
        principal: 'Service:cloudtrail.amazonaws.com',
        actions: ['s3:GetBucketAcl', 's3:PutObject'],
        boundBy: ['StringEquals aws:sourceaccount = 111111111111'],
      },
    ]);
  });

  it('has an entry for a template that a StackSet carries, without an account', () => {
    const set = {
      Type: 'AWS::CloudFormation::StackSet',
      Properties: { TemplateBody: JSON.stringify({ Description: 'in members', Resources: {} }) },
    };

    const [, carried] = auditIndex([{ ...template({ Set: set }), file: 'a.template.json' }]);

    expect(carried).toEqual({
      stack: 'acme-aws-part/Set',
      purpose: 'in members',
      template: 'a.template.json',
      stores: [],
      letsIn: [],
    });
  });
});
