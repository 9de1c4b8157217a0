import { type Statement, statementsOf } from '../../infra/policy/statements';
import { type Deployed, oneAccount, organization, stackOf, stacksOf } from './cost-support';
import { removeOutputs } from './support';

afterAll(removeOutputs);

const organizationStacks = stacksOf(organization());

/** Allowing statements of a stack's things, of somebody who is not the account itself. */
function letIn(stack: Deployed): Statement[] {
  return statementsOf(stack).filter(
    ({ effect, kind, principals }) =>
      effect === 'Allow' && kind === 'resource' && principals.some((one) => !one.endsWith(':root')),
  );
}

const spoken = ({ resource, principals, actions, condition }: Statement) =>
  [resource.type, principals.join(), actions.join(), JSON.stringify(condition)].join(' ');

describe.each([
  ['an organization', organizationStacks, '111111111111'],
  ['one account', stacksOf(oneAccount()), '222222222222'],
] as const)('who is let in, of %s', (_, stacks, payer) => {
  it('to the bill: exports of the paying account write, and nobody else does anything', () => {
    const [statement, ...more] = letIn(stackOf(stacks, 'cost')).filter(
      ({ principals }) => !principals.some((one) => one.includes('${')),
    );

    expect(more).toEqual([]);
    expect(statement).toMatchObject({
      principals: ['Service:bcm-data-exports.amazonaws.com'],
      actions: ['s3:PutObject'],
      condition: {
        StringEquals: { 'aws:SourceAccount': payer },
        ArnLike: { 'aws:SourceArn': expect.anything() },
      },
    });
    expect(JSON.stringify(statement?.condition)).toContain(`:bcm-data-exports:us-east-1:${payer}:export/*`);
  });

  it('to its key: the same, for that bucket alone', () => {
    const exporting = letIn(stackOf(stacks, 'central')).filter(({ principals }) =>
      principals.includes('Service:bcm-data-exports.amazonaws.com'),
    );

    expect(exporting).toHaveLength(1);
    expect(exporting[0]).toMatchObject({
      actions: ['kms:GenerateDataKey*', 'kms:Decrypt'].sort(),
      condition: { StringEquals: { 'aws:SourceAccount': payer } },
    });
    expect(JSON.stringify(exporting[0]?.condition)).toContain(':s3:::acme-cost-222222222222-ap-northeast-1"');
  });

  it('to the topic: budgets and anomalies of the paying account', () => {
    expect(letIn(stackOf(stacks, 'budgets')).map(spoken).sort()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^AWS::KMS::Key Service:budgets.amazonaws.com,Service:costalerts.amazonaws.com kms:Decrypt,kms:GenerateDataKey\\* {"StringEquals":{"kms:EncryptionContext:aws:sns:topicArn":.*:${payer}:acme-cost"`,
        ),
      ),
      expect.stringMatching(
        new RegExp(
          `^AWS::SNS::TopicPolicy Service:budgets.amazonaws.com sns:Publish {"StringEquals":{"aws:SourceAccount":"${payer}"},"ArnLike":{"aws:SourceArn":.*:budgets::${payer}:\\*"`,
        ),
      ),
      `AWS::SNS::TopicPolicy Service:costalerts.amazonaws.com sns:Publish {"StringEquals":{"aws:SourceAccount":"${payer}"}}`,
    ]);
  });

  it('to nothing at all by the export, which is none to be asked', () => {
    expect(statementsOf(stackOf(stacks, 'cost-export'))).toEqual([]);
  });
});

describe('whoever reads the bill', () => {
  const reader = stackOf(organizationStacks, 'cost');
  const may = statementsOf(reader)
    .filter(({ kind, effect }) => kind === 'identity' && effect === 'Allow')
    .flatMap(({ actions, resources, condition }) =>
      actions.flatMap((action) =>
        resources.map((resource) => ({ action, resource: resource.replace(/^.*?:s3:::/, ''), condition })),
      ),
    );
  const of = (service: string) =>
    may
      .filter(({ action }) => action.startsWith(service))
      .map(({ action, resource }) => `${action} ${resource}`)
      .sort();
  const [COST, LAKE, RESULTS] = ['cost', 'lake', 'query-results'].map(
    (part) => `acme-${part}-222222222222-ap-northeast-1`,
  );

  it('reads it, the one object of accounts, and own results: neither events nor raw logs', () => {
    expect(of('s3:')).toEqual(
      [
        `s3:AbortMultipartUpload ${RESULTS}/cost-reader/*`,
        ...[COST, LAKE, RESULTS].map((bucket) => `s3:GetBucketLocation ${bucket}`),
        `s3:GetObject ${COST}/exports/acme-cost/data/*`,
        `s3:GetObject ${LAKE}/reference/accounts/accounts.ndjson`,
        `s3:GetObject ${RESULTS}/cost-reader/*`,
        ...[COST, LAKE, RESULTS].map((bucket) => `s3:ListBucket ${bucket}`),
        `s3:ListMultipartUploadParts ${RESULTS}/cost-reader/*`,
        `s3:PutObject ${RESULTS}/cost-reader/*`,
      ].sort(),
    );
    expect(
      may
        .filter(({ action }) => action === 's3:ListBucket')
        .map(({ condition }) => JSON.stringify(condition))
        .sort(),
    ).toEqual(
      ['cost-reader/*', 'exports/acme-cost/data/*', 'reference/accounts/*'].map((prefix) =>
        JSON.stringify({ StringLike: { 's3:prefix': [prefix] } }),
      ),
    );
  });

  it('sees the tables of the bill, and not that of events', () => {
    const named = of('glue:').map((one) => one.replace(/^.*:(?=table|database|catalog)/, ''));

    expect([...new Set(named)].sort()).toEqual(
      [
        'catalog',
        'database/acme',
        ...[
          'accounts',
          'cost_and_usage',
          'cost_by_account',
          'cost_by_account_day',
          'cost_by_tag_costcenter',
          'cost_by_tag_team',
          'cost_by_unit',
        ].map((table) => `table/acme/${table}`),
      ].sort(),
    );
  });

  it('asks in one workgroup', () => {
    expect([
      ...new Set(
        may.filter(({ action }) => action.startsWith('athena:Start')).map(({ resource }) => resource),
      ),
    ]).toEqual([expect.stringMatching(/:workgroup\/acme-cost-reader$/)]);
  });

  it('decrypts through S3 alone', () => {
    for (const { condition } of may.filter(({ action }) => action.startsWith('kms:'))) {
      expect(condition).toMatchObject({
        StringEquals: { 'kms:ViaService': 's3.ap-northeast-1.amazonaws.com' },
      });
    }
  });

  it('comes by the permission set, or below the path of IAM users with a second factor', () => {
    const trust = statementsOf(reader).filter(
      ({ kind, resource }) => kind === 'trust' && resource.properties.RoleName === 'acme-cost-reader',
    );
    const text = trust.map(({ condition }) => JSON.stringify(condition));

    expect(text).toHaveLength(2);
    expect(text[0]).toContain('AWSReservedSSO_acme-cost-reader_*');
    expect(text[1]).toContain('user/acme-cost-reader/*');
    expect(text[1]).toContain('"aws:MultiFactorAuthPresent":"true"');
  });
});
