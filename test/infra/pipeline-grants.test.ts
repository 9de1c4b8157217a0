import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { grantsOf, pipelineTemplates, spelled } from './pipeline-support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const platform = platformOf('production', '', AWS_ORGANIZATION);
const { pipeline } = pipelineTemplates(platform);
const raw = 'arn:${Partition}:s3:::acme-raw-666666666666-ap-northeast-1';
const LAKE = /^\$\{LakeBucket\w+\}/;

/** `action resource`, the lake's name shortened. */
function may(role: string): string[] {
  return pipeline
    ? grantsOf(pipeline, `acme-${role}`).flatMap(({ actions, resources }) =>
        actions.flatMap((action) =>
          resources.map(
            (resource) =>
              `${action} ${resource.replace(LAKE, 'lake').replace(/[0-9A-F]{8}(?:Arn[0-9A-F]{8})?\}/, '}')}`,
          ),
        ),
      )
    : [];
}

const STATE = [
  ...['DeleteItem', 'GetItem', 'PutItem', 'Query'].map((action) => `dynamodb:${action} \${StateTable}`),
  ...['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey'].map((action) => `kms:${action} \${Key}`),
];
const QUEUE = [
  ...['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'].map(
    (action) => `sqs:${action} \${IngestQueue}`,
  ),
  'sqs:SendMessage ${DeadLettersQueue}',
];
const OWN = [/^logs:/, /^xray:/];
const beyondItsLog = (role: string) =>
  may(role)
    .filter((one) => !OWN.some((own) => own.test(one)))
    .sort();

describe('what the functions of the pipeline may do', () => {
  it('normalize reads raw, writes three folders of the lake and the alerts’ state, and nothing more', () => {
    expect(beyondItsLog('normalize')).toEqual(
      [
        `s3:GetObject ${raw}/*`,
        `s3:GetObjectVersion ${raw}/*`,
        `s3:ListBucket ${raw}`,
        'kms:Decrypt arn:${Partition}:kms:ap-northeast-1:666666666666:key/*',
        's3:GetObject lake/state/*',
        ...['PutObject', 'DeleteObject', 'AbortMultipartUpload'].flatMap((action) =>
          ['events', 'state', 'quarantine'].map((folder) => `s3:${action} lake/${folder}/*`),
        ),
        's3:ListBucket lake',
        'kms:Decrypt ${LakeKey}',
        'kms:GenerateDataKey ${LakeKey}',
        ...STATE,
        // Claims of raw objects.
        ...['GetItem', 'PutItem'].map((action) => `dynamodb:${action} \${StateTable}`),
        ...QUEUE,
      ].sort(),
    );
  });

  it('reconcile reads raw and the records of batches, and writes to the queue', () => {
    const granted = beyondItsLog('reconcile');

    expect(granted).toContain('sqs:SendMessage ${IngestQueue}');
    expect(granted.filter((one) => one.startsWith('s3:PutObject'))).toEqual([
      's3:PutObject lake/state/reconcile/*',
    ]);
    expect(granted.filter((one) => one.startsWith('dynamodb:'))).toEqual(['dynamodb:GetItem ${StateTable}']);
  });

  it('notify has the alerts’ state, one topic and one bus, neither raw nor the lake', () => {
    const granted = beyondItsLog('notify');

    expect(granted).toContain('sns:Publish ${AlertsTopic}');
    expect(granted).toContain('events:PutEvents ${FindingsBus}');
    expect(granted.filter((one) => /^(s3|sqs:Receive|securityhub)/.test(one))).toEqual([]);
  });

  it('notify imports findings under one product, where a channel goes to Security Hub', () => {
    const hub = platformOf('production', 'alerts: { channels: { hub: { kind: security_hub } } }', AWS);
    const template = pipelineTemplates(hub).pipeline;
    const found = template && grantsOf(template, 'acme-notify').filter(({ sid }) => sid === 'ImportFindings');

    expect(found).toMatchObject([
      {
        actions: ['securityhub:BatchImportFindings'],
        resources: ['arn:${Partition}:securityhub:ap-northeast-1:222222222222:product/222222222222/default'],
      },
    ]);
  });

  it.each(['normalize', 'notify'])('%s sees of the state table the alerts alone', (role) => {
    const statement = pipeline && grantsOf(pipeline, `acme-${role}`).find(({ sid }) => sid === 'AlertState');

    expect(statement?.condition).toEqual({
      'ForAllValues:StringEquals': {
        'dynamodb:LeadingKeys': [...'0123456789abcdef'].map((digit) => `alerts-${digit}`),
      },
    });
  });

  it('lets secrets be read that the configuration names, and no others', () => {
    const tokenized = platformOf(
      'production',
      'privacy: { identities: tokenize, token_key: acme/token-key }\nalerts: { channels: { chat: { kind: slack, url_secret: acme/slack } } }',
      AWS,
    );
    const template = pipelineTemplates(tokenized).pipeline;
    const secrets = (role: string) =>
      template &&
      grantsOf(template, `acme-${role}`)
        .filter(({ sid }) => sid === 'Secrets')
        .flatMap(({ resources }) => resources.map((resource) => resource.replace(/^.*:secret:/, '')));

    expect(secrets('normalize')).toEqual(['acme/token-key-??????']);
    expect(secrets('notify')).toEqual(['acme/slack-??????']);
  });
});

describe('the way from raw to the lake', () => {
  it('is open at both ends: the raw bucket and its key let normalize in', () => {
    const bucket = awsTemplates(platform)['acme-aws-raw'];
    const statements = Object.values(bucket?.findResources('AWS::S3::BucketPolicy') ?? {}).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
    const readers = statements
      .filter(({ Sid }) => Sid === 'PlatformReads' || Sid === 'PlatformLists')
      .flatMap(({ Condition }) => Condition.ArnEquals['aws:PrincipalArn'].map(spelled));

    expect(readers).toContain('arn:${Partition}:iam::222222222222:role/acme-normalize');
  });
});
