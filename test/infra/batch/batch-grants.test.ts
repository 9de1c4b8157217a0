import type { Template } from 'aws-cdk-lib/assertions';
import { BASELINES } from '../../../lib/analytics/baselines';
import { profileKey } from '../../../lib/analytics/profile';
import { stateKey } from '../../../lib/analytics/state';
import { findingsKey } from '../../../lib/batch/baseline-jobs';
import { AWS_ORGANIZATION } from '../../lib/config/support';
import { grantsOf } from '../pipeline-support';
import { platformOf, removeOutputs } from '../support';
import { batchOf } from './support';

afterAll(removeOutputs);

const plain = batchOf(platformOf('production', '', AWS_ORGANIZATION));
const withSpark = batchOf(platformOf('production', 'batch: { emr: create }\n', AWS_ORGANIZATION));
const RESULTS = 'arn:${Partition}:s3:::acme-query-results-222222222222-ap-northeast-1';

/** `action resource`, names of other stacks' resources shortened. */
function may(template: Template, role: string): string[] {
  return grantsOf(template, `acme-${role}`)
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => `${action} ${short(resource)}`)),
    )
    .filter((one) => !/^(logs|xray):/.test(one))
    .sort();
}

function short(resource: string): string {
  return resource
    .replace('arn:${Partition}:s3:::acme-lake-222222222222-ap-northeast-1', 'lake')
    .replace(/^\$\{[^}]*LakeKey[^}]*\}/, 'lake-key')
    .replace(/^\$\{[^}]*StateTable[^}]*\}/, 'table')
    .replace(/^\$\{[^}]*Key[^}]*\}/, 'key')
    .replace(/[0-9A-F]{8}(?:Arn[0-9A-F]{8})?\}/, '}');
}

const baselines = 'lake/state/baselines/*';
const LAKE = [
  's3:GetObject lake/events/*',
  `s3:GetObject ${baselines}`,
  ...['PutObject', 'AbortMultipartUpload'].flatMap((action) =>
    ['baselines', 'batch', 'findings'].map((folder) => `s3:${action} lake/state/${folder}/*`),
  ),
  `s3:DeleteObject ${baselines}`,
  's3:ListBucket lake',
  's3:GetBucketLocation lake',
  'kms:Decrypt lake-key',
  'kms:GenerateDataKey lake-key',
];

describe('what the function of the batch may do', () => {
  const glue = 'arn:${Partition}:glue:ap-northeast-1:222222222222:';
  const athena = 'arn:${Partition}:athena:ap-northeast-1:222222222222:workgroup/acme-batch-runner';

  it('is to ask in its own workgroup, read events, keep its own state, and nothing more', () => {
    expect(may(plain, 'run-batch')).toEqual(
      [
        ...['GetQueryExecution', 'GetQueryResults', 'StartQueryExecution', 'StopQueryExecution'].map(
          (action) => `athena:${action} ${athena}`,
        ),
        ...['GetDatabase', 'GetTable', 'GetPartitions'].flatMap((action) =>
          ['catalog', 'database/acme', 'table/acme/security_events'].map(
            (resource) => `glue:${action} ${glue}${resource}`,
          ),
        ),
        `s3:GetBucketLocation ${RESULTS}`,
        `s3:ListBucket ${RESULTS}`,
        ...['GetObject', 'PutObject', 'AbortMultipartUpload', 'ListMultipartUploadParts'].map(
          (action) => `s3:${action} ${RESULTS}/batch-runner/*`,
        ),
        ...LAKE,
        ...['DeleteItem', 'GetItem', 'PutItem', 'Query'].map((action) => `dynamodb:${action} table`),
        ...['GetItem', 'PutItem'].map((action) => `dynamodb:${action} table`),
        ...['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey'].map((action) => `kms:${action} key`),
        ...['Decrypt', 'GenerateDataKey'].map((action) => `kms:${action} key`),
        'sqs:SendMessage ${DeadLettersQueue}',
      ].sort(),
    );
  });

  it('is to read the token key, and those whose tokens are still in the lake', () => {
    const keys = 'privacy: { identities: tokenize, token_key: k2, previous_token_keys: [k1] }\n';
    const secrets = grantsOf(batchOf(platformOf('production', keys, AWS_ORGANIZATION)), 'acme-run-batch')
      .filter(({ sid }) => sid === 'Secrets')
      .flatMap(({ resources }) => resources.map((resource) => resource.replace(/^.*:secret:/, '')));

    expect(secrets).toEqual(['k1-??????', 'k2-??????']);
  });

  it('sees of the state table the batch’s and the alerts’ alone', () => {
    const conditions = grantsOf(plain, 'acme-run-batch')
      .filter(({ actions }) => actions.some((action) => action.startsWith('dynamodb:')))
      .map(({ condition }) => JSON.stringify(condition));

    expect(conditions).toHaveLength(2);
    expect(conditions[0]).toContain('{"dynamodb:LeadingKeys":["batch"]}');
    expect(conditions[1]).toMatch(/"dynamodb:LeadingKeys":\["alerts/);
  });

  it('covers every key it writes', () => {
    const [baseline] = BASELINES;
    const window = { size: 'hour', start: 0 } as const;
    const keys = baseline
      ? [profileKey(baseline, '2024-08-12'), stateKey(baseline), findingsKey(baseline, window)]
      : [];
    const written = may(plain, 'run-batch')
      .filter((one) => one.startsWith('s3:PutObject lake/'))
      .map((one) => one.slice('s3:PutObject lake/'.length, -1));

    expect(keys.filter((key) => !written.some((folder) => key.startsWith(folder)))).toEqual([]);
  });

  it('is, where there is Spark, to start this one application with this one role', () => {
    const more = may(withSpark, 'run-batch').filter((one) => !may(plain, 'run-batch').includes(one));

    expect(more).toEqual(['emr-serverless:StartJobRun ${SparkApplication}', 'iam:PassRole ${SparkRole}']);
  });
});

describe('what Spark may do', () => {
  it('is to read events and write baselines', () => {
    expect(may(withSpark, 'batch-spark')).toEqual(
      [
        's3:GetObject lake/events/*',
        's3:GetObject lake/state/batch/*',
        `s3:GetObject ${baselines}`,
        `s3:PutObject ${baselines}`,
        `s3:AbortMultipartUpload ${baselines}`,
        `s3:DeleteObject ${baselines}`,
        's3:ListBucket lake',
        's3:GetBucketLocation lake',
        'kms:Decrypt lake-key',
        'kms:GenerateDataKey lake-key',
      ].sort(),
    );
  });
});

describe('what the schedules may do', () => {
  it('is to call the function, and keep what they could not', () => {
    expect(may(plain, 'batch-schedule')).toEqual([
      'lambda:InvokeFunction ${RunBatchFunction}',
      'sqs:SendMessage ${DeadLettersQueue}',
    ]);
  });
});
