import { CHECKS } from '../../../infra/policy/checks';
import { type StackTemplate, withCarried } from '../../../infra/policy/template';
import type { JsonObject, JsonValue } from '../../../lib/json';
import { ACCOUNT, TAGS, template } from './support';

const KEY = { 'Fn::GetAtt': ['Key', 'Arn'] };

const BUCKET = {
  Type: 'AWS::S3::Bucket',
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY } },
      ],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    VersioningConfiguration: { Status: 'Enabled' },
    ObjectLockEnabled: true,
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 2555 } },
    },
    Tags: TAGS,
  },
};

const TLS_ONLY = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 's3:*',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

const TRAIL = {
  Type: 'AWS::CloudTrail::Trail',
  Properties: {
    TrailName: 'acme',
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    KMSKeyId: 'alias/acme/raw',
    Tags: TAGS,
  },
};

/** A template without fault, which every case below breaks in one place. */
const GOOD: Record<string, JsonObject> = {
  Bucket: BUCKET,
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: [TLS_ONLY] } },
  },
  Key: {
    Type: 'AWS::KMS::Key',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { EnableKeyRotation: true, Description: 'raw store', Tags: TAGS },
  },
  Trail: TRAIL,
  Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 365 } },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmActions: [{ Ref: 'Topic' }],
      AlarmDescription: 'Messages wait. Runbook: infra/aws/RUNBOOKS.md#dead-letters',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }],
    },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      Description: 'a visitor',
      Targets: [
        {
          Id: 'people',
          Arn: { 'Fn::Sub': 'arn:${AWS::Partition}:sns:eu-west-1:222222222222:acme' },
          InputTransformer: {
            InputPathsMap: { who: '$.detail.userIdentity.arn' },
            InputTemplate: '"<who> came"\n"Runbook: infra/aws/RUNBOOKS.md#someone-broke-the-glass"',
          },
        },
      ],
    },
  },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { SSESpecification: { SSEEnabled: true }, Tags: TAGS },
  },
  Budget: {
    Type: 'AWS::Budgets::Budget',
    Properties: {
      NotificationsWithSubscribers: [
        { Subscribers: [{ SubscriptionType: 'SNS', Address: { Ref: 'Topic' } }] },
      ],
      ResourceTags: [{ Key: 'runbook', Value: 'budget-exceeded' }],
    },
  },
  Anomalies: {
    Type: 'AWS::CE::AnomalySubscription',
    Properties: {
      Subscribers: [{ Type: 'SNS', Address: { Ref: 'Topic' } }],
      ResourceTags: [{ Key: 'runbook', Value: 'cost-anomaly' }],
    },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Description: 'normalises',
      Environment: { Variables: { TOKEN_KEY_NAME: 'kumomori/token-key' } },
      Tags: TAGS,
    },
  },
};

describe('the checks', () => {
  it('find nothing in a template without fault', () => {
    expect(found(template(GOOD))).toEqual([]);
  });

  it.each<[check: string, path: string, value: JsonValue]>([
    ['bucket-encrypted', 'Bucket.Properties.BucketEncryption', undefined],
    [
      'bucket-encrypted',
      'Bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm',
      'AES256',
    ],
    ['bucket-private', 'Bucket.Properties.PublicAccessBlockConfiguration', undefined],
    ['bucket-private', 'Bucket.Properties.PublicAccessBlockConfiguration.BlockPublicPolicy', false],
    ['bucket-private', 'Bucket.Properties.PublicAccessBlockConfiguration.IgnorePublicAcls', undefined],
    ['bucket-private', 'Bucket.Properties.OwnershipControls', undefined],
    ['bucket-tls-only', 'Policy', undefined],
    ['bucket-tls-only', 'Policy.Properties.PolicyDocument.Statement.0.Effect', 'Allow'],
    [
      'bucket-tls-only',
      'Policy.Properties.PolicyDocument.Statement.0.Condition.Bool.aws:SecureTransport',
      'true',
    ],
    ['bucket-tls-only', 'Policy.Properties.PolicyDocument.Statement.0.Principal', { AWS: ACCOUNT }],
    ['bucket-tls-only', 'Policy.Properties.Bucket', { Ref: 'Other' }],
    ['bucket-versioned', 'Bucket.Properties.VersioningConfiguration', undefined],
    ['bucket-versioned', 'Bucket.Properties.VersioningConfiguration.Status', 'Suspended'],
    ['bucket-locked', 'Bucket.Properties.ObjectLockEnabled', undefined],
    ['bucket-locked', 'Bucket.Properties.ObjectLockConfiguration', undefined],
    ['bucket-locked', 'Bucket.Properties.ObjectLockConfiguration.Rule.DefaultRetention.Days', 0],
    ['bucket-locked', 'Bucket.Properties.ObjectLockConfiguration.Rule.DefaultRetention.Mode', 'NONE'],
    ['store-retained', 'Bucket.DeletionPolicy', 'Delete'],
    ['store-retained', 'Key.UpdateReplacePolicy', undefined],
    ['store-retained', 'Table.DeletionPolicy', undefined],
    ['key-rotated', 'Key.Properties.EnableKeyRotation', false],
    ['trail-complete', 'Trail.Properties.EnableLogFileValidation', undefined],
    ['trail-complete', 'Trail.Properties.IsMultiRegionTrail', false],
    ['trail-complete', 'Trail.Properties.IncludeGlobalServiceEvents', false],
    ['trail-complete', 'Trail.Properties.IsLogging', false],
    ['trail-complete', 'Trail.Properties.KMSKeyId', undefined],
    ['trail-complete', 'Trail.Properties.TrailName', undefined],
    ['log-group-kept', 'Group.Properties.RetentionInDays', undefined],
    ['alarm-acts', 'Alarm.Properties.AlarmActions', []],
    ['alarm-acts', 'Alarm.Properties.ActionsEnabled', false],
    ['alarm-acts', 'Alarm.Properties.AlarmDescription', undefined],
    ['alarm-acts', 'Alarm.Properties.AlarmDescription', 'Messages wait.'],
    ['alarm-acts', 'Alarm.Properties.AlarmDescription', 'Wait. Runbook: infra/aws/RUNBOOKS.md#dead-letter'],
    ['cost-tells', 'Budget.Properties.NotificationsWithSubscribers', undefined],
    ['cost-tells', 'Budget.Properties.NotificationsWithSubscribers', []],
    ['cost-tells', 'Budget.Properties.NotificationsWithSubscribers.0.Subscribers', []],
    ['cost-tells', 'Budget.Properties.ResourceTags', undefined],
    ['cost-tells', 'Budget.Properties.ResourceTags.0.Value', 'budget-exceded'],
    ['cost-tells', 'Anomalies.Properties.Subscribers', []],
    ['cost-tells', 'Anomalies.Properties.Subscribers.0.Address', ''],
    ['cost-tells', 'Anomalies.Properties.ResourceTags.0.Key', 'runbooks'],
    ['event-tells', 'Rule.Properties.Targets.0.InputTransformer', undefined],
    ['event-tells', 'Rule.Properties.Targets.0.InputTransformer.InputTemplate', '"<who> came"'],
    ['metric-exists', 'Alarm.Properties.MetricName', 'ApproximateAgeOfOldestMessages'],
    ['metric-exists', 'Alarm.Properties.Namespace', 'AWS/SNS'],
    ['metric-exists', 'Alarm.Properties.Dimensions.0.Name', 'Queue'],
    ['metric-exists', 'Alarm.Properties.Dimensions', []],
    ['queue-encrypted', 'Table.Properties.SSESpecification.SSEEnabled', false],
    ['no-secret-in-environment', 'Function.Properties.Environment.Variables.API_TOKEN', 'name'],
    ['no-secret-in-environment', 'Function.Properties.Environment.Variables.X', 'AKIAABCDEFGHIJKLMNOP'],
    ['no-literal-partition', 'Function.Properties.Layers', ['arn:aws:lambda:eu-west-1:1:layer:x:1']],
    [
      'no-literal-partition',
      'Function.Properties.Role',
      { 'Fn::Sub': 'arn:aws-cn:iam::${AWS::AccountId}:role/x' },
    ],
    ['described', 'Function.Properties.Description', undefined],
    ['described', 'Key.Properties.Tags', TAGS.slice(1)],
  ])('%s finds %s as %j', (check, path, value) => {
    expect(found(template(changed(GOOD, path, value)))).toContain(check);
  });

  it('do not hold a trial to locks and retention', () => {
    const tags = TAGS.map((tag) => (tag.Key === 'lifecycle' ? { ...tag, Value: 'trial' } : tag));
    const { ObjectLockEnabled: _, ObjectLockConfiguration: __, ...properties } = BUCKET.Properties;
    const bucket = { Type: BUCKET.Type, Properties: { ...properties, Tags: tags } };

    expect(found(template({ ...GOOD, Bucket: bucket }))).toEqual([]);
  });

  it.each<[string, JsonObject | undefined]>([
    [
      'log group of its own',
      { Type: 'AWS::Logs::SubscriptionFilter', Properties: { LogGroupName: { Ref: 'Group' } } },
    ],
    [
      'whole account of its own',
      {
        Type: 'AWS::Logs::AccountPolicy',
        Properties: { PolicyType: 'SUBSCRIPTION_FILTER_POLICY', PolicyDocument: '{}' },
      },
    ],
  ])('own-logs-excluded finds a subscription to a %s', (_, filter) => {
    expect(found(template({ ...GOOD, ...(filter && { Filter: filter }) }))).toEqual(['own-logs-excluded']);
  });

  it('look into the templates that StackSets carry', () => {
    const carried = {
      Resources: { Group: { Type: 'AWS::Logs::LogGroup' } },
      Description: 'in every account',
    };
    const set = (body: JsonObject) => ({
      Type: 'AWS::CloudFormation::StackSet',
      Properties: { Description: 'enrols', TemplateBody: JSON.stringify(body) },
    });

    expect(found(template({ Set: set(carried) }))).toEqual(['log-group-kept']);
  });

  it('within-limits finds what CloudFormation would refuse', () => {
    const many = Object.fromEntries(
      Array.from({ length: 501 }, (_, i) => [`G${i}`, GOOD.Group as JsonObject]),
    );
    const long = {
      Type: 'AWS::CloudFormation::StackSet',
      Properties: { Description: 'x', TemplateBody: 'x'.repeat(51_201) },
    };

    expect(found(template(many))).toEqual(['within-limits']);
    expect(found(template({ Set: long }))).toEqual(['within-limits']);
  });
});

/** Ids of the checks that find something, in order. */
function found(stack: StackTemplate): string[] {
  return CHECKS.filter(({ check }) => withCarried(stack).some((one) => check(one).length > 0)).map(
    ({ id }) => id,
  );
}

/** The resources with the value at a path replaced, or taken out. */
function changed(
  resources: Record<string, JsonObject>,
  path: string,
  value: JsonValue,
): Record<string, JsonObject> {
  const copy = structuredClone(resources);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const holder = steps.reduce((at, step) => at[step] as JsonObject, copy as JsonObject);
  if (value === undefined) {
    delete holder[last];
  } else {
    holder[last] = value;
  }
  return copy;
}
