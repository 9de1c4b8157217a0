import { enrol } from '../../../functions/aws/enrol';
import { FLOW_LOG_FORMAT } from '../../../lib/enrolment/flow-log-format';
import { type JsonObject, object, text } from '../../../lib/json';
import { openEnrolment } from '../../../lib/targets/aws/open-enrolment';
import { FakeAws } from '../../lib/targets/aws/fake-aws';
import { answerDynamo } from '../../lib/targets/aws/fake-dynamo';
import { listen } from '../../support/telemetry';

const RAW = 'arn:aws:s3:::acme-raw';
const MEMBER = '333333333333';
const MANAGEMENT = '111111111111';
const TABLE = 'PUT /acme-lake/reference/accounts/accounts.ndjson';
const CONTEXT = { getRemainingTimeInMillis: () => 900_000 };
const aws = new FakeAws();
let endpoint = '';
let state: Map<string, JsonObject>;

beforeAll(async () => {
  endpoint = await aws.start();
  listen();
});
afterAll(() => aws.stop());

/** An organization of one account below a unit of a unit, with one VPC; and a closed account. */
beforeEach(() => {
  aws.calls.length = 0;
  aws.answers.clear();
  state = answerDynamo(aws);
  aws.on('ListAccountsForParent', ({ input }) =>
    input.ParentId === 'ou-child'
      ? { Accounts: [{ Id: MEMBER, Name: 'Prod', State: 'ACTIVE' }] }
      : input.NextToken === undefined
        ? { Accounts: [], NextToken: 'more' }
        : { Accounts: [{ Id: '444444444444', Name: 'Gone', State: 'SUSPENDED' }] },
  );
  aws.on('ListOrganizationalUnitsForParent', ({ input }) => ({
    OrganizationalUnits: input.ParentId === 'ou-top' ? [{ Id: 'ou-child', Name: 'Child' }] : [],
  }));
  aws.on('DescribeOrganizationalUnit', ({ input }) => ({
    OrganizationalUnit: { Id: input.OrganizationalUnitId ?? null, Name: 'Top' },
  }));
  aws.on('DescribeAccount', ({ input }) => ({ Account: { Id: input.AccountId ?? null, Name: 'Payer' } }));
  aws.on('ListParents', { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] });
  aws.on(TABLE, '');
  aws.on(
    'AssumeRole',
    '<AssumeRoleResult><Credentials><AccessKeyId>AKIDMEMBER</AccessKeyId><SecretAccessKey>s</SecretAccessKey>' +
      '<SessionToken>t</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>',
  );
  aws.on('DescribeVpcs', '<vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet>');
  aws.on('DescribeFlowLogs', '<flowLogSet></flowLogSet>');
  aws.on('CreateFlowLogs', '<flowLogIdSet><item>fl-1</item></flowLogIdSet>');
  aws.on('ListResolverQueryLogConfigs', { ResolverQueryLogConfigs: [] });
  aws.on('CreateResolverQueryLogConfig', ({ input }) => ({
    ResolverQueryLogConfig: {
      Id: 'rqlc-1',
      Name: input.Name,
      OwnerId: MEMBER,
      DestinationArn: input.DestinationArn,
      Status: 'CREATING',
    },
  }));
  aws.on('ListResolverQueryLogConfigAssociations', { ResolverQueryLogConfigAssociations: [] });
  aws.on('AssociateResolverQueryLogConfig', {});
});

const run = (event: unknown, accounts: readonly string[] = []) =>
  enrol(
    event,
    CONTEXT,
    openEnrolment(
      {
        table: 'acme-state',
        lake: 'acme-lake',
        home: 'eu-west-1',
        regions: ['eu-west-1'],
        organizationalUnits: ['ou-top'],
        accounts,
        role: 'arn:aws:iam::{account}:role/acme-enrolment',
        name: 'acme',
        flowLogs: RAW,
        queryLogs: RAW,
      },
      { nowMicros: () => 1_723_458_600_000_000 },
      { endpoint, credentials: { accessKeyId: 'AKIDHOME', secretAccessKey: 's' } },
    ),
  );

const record = () => JSON.parse(text(object(state.get(`enrolment/${MEMBER}`)?.value)?.S) ?? 'null');

describe('the enrolment function', () => {
  it('takes the role of each active account below the units, at any depth', async () => {
    await run({ source: 'aws.events' });

    expect(aws.inputs('AssumeRole').map(({ RoleArn }) => RoleArn)).toEqual([
      `arn:aws:iam::${MEMBER}:role/acme-enrolment`,
    ]);
    const asMember = aws.calls.filter(({ authorization }) => authorization.includes('AKIDMEMBER'));
    expect(asMember.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['DescribeVpcs', 'CreateFlowLogs', 'AssociateResolverQueryLogConfig']),
    );
  });

  it('creates flow logs in text, of every field, marked as its own', async () => {
    await run({});

    expect(aws.inputs('CreateFlowLogs')).toEqual([
      expect.objectContaining({
        'ResourceId.1': 'vpc-1',
        ResourceType: 'VPC',
        TrafficType: 'ALL',
        LogDestinationType: 's3',
        LogDestination: RAW,
        LogFormat: FLOW_LOG_FORMAT,
        'DestinationOptions.FileFormat': 'plain-text',
        'DestinationOptions.PerHourPartition': 'false',
        'TagSpecification.1.Tag.1.Key': 'managed-by',
        'TagSpecification.1.Tag.1.Value': 'kumomori',
      }),
    ]);
    expect(FLOW_LOG_FORMAT.split(' ')).toHaveLength(29);
  });

  it('associates the VPC with one configuration of the region', async () => {
    await run({});

    expect(aws.inputs('CreateResolverQueryLogConfig')).toMatchObject([
      { Name: 'acme-queries', DestinationArn: RAW },
    ]);
    expect(aws.inputs('AssociateResolverQueryLogConfig')).toEqual([
      { ResolverQueryLogConfigId: 'rqlc-1', ResourceId: 'vpc-1' },
    ]);
  });

  it('records that the account is enrolled', async () => {
    await run({});

    expect(record()).toMatchObject({
      account: MEMBER,
      name: 'Prod',
      state: 'enrolled',
      regions: { 'eu-west-1': { state: 'enrolled', vpcs: 1, flowLogs: 1, queryLogs: 1 } },
    });
  });

  it('records the reasons of EC2 and of Resolver', async () => {
    aws.on(
      'CreateFlowLogs',
      '<unsuccessful><item><resourceId>vpc-1</resourceId><error><code>LogDestinationPermissionIssue</code><message>no</message></error></item></unsuccessful>',
    );
    aws.on('AssociateResolverQueryLogConfig', {
      status: 400,
      body: { __type: 'LimitExceededException', Message: 'too many' },
    });

    await run({});

    expect(record()).toMatchObject({
      state: 'failed',
      regions: {
        'eu-west-1': {
          flowLogs: 0,
          queryLogs: 0,
          reason:
            'vpc-1: flow log: LogDestinationPermissionIssue: no; vpc-1: query log: LimitExceededException: AssociateResolverQueryLogConfig in eu-west-1: too many',
        },
      },
    });
  });

  it('changes nothing where everything is there', async () => {
    aws.on(
      'DescribeFlowLogs',
      `<flowLogSet><item><flowLogId>fl-1</flowLogId><resourceId>vpc-1</resourceId><logDestination>${RAW}</logDestination><logFormat>${FLOW_LOG_FORMAT}</logFormat><deliverLogsStatus>SUCCESS</deliverLogsStatus></item></flowLogSet>`,
    );
    aws.on('ListResolverQueryLogConfigs', {
      ResolverQueryLogConfigs: [
        { Id: 'rqlc-1', Name: 'acme-queries', OwnerId: MEMBER, DestinationArn: RAW, Status: 'CREATED' },
      ],
    });
    aws.on('ListResolverQueryLogConfigAssociations', {
      ResolverQueryLogConfigAssociations: [{ ResourceId: 'vpc-1', Status: 'ACTIVE' }],
    });

    await run({});

    const changes = aws.calls.filter(({ operation }) =>
      /^(Create|Delete|Associate|Disassociate)/.test(operation),
    );
    expect(changes).toEqual([]);
    expect(record()).toMatchObject({ state: 'enrolled' });
  });

  it('fails as a whole, and removes nobody, where the organization cannot be read', async () => {
    await run({});
    aws.on('ListAccountsForParent', {
      status: 400,
      body: { __type: 'ParentNotFoundException', Message: 'no such unit' },
    });

    await expect(run({})).rejects.toThrow('no such unit');

    expect(record()).toMatchObject({ state: 'enrolled' });
  });

  it('looks at the one region an event names, without reading the organization', async () => {
    await run({});
    aws.calls.length = 0;

    await run({ source: 'aws.ec2', account: MEMBER, region: 'eu-west-1' });

    expect(aws.inputs('ListAccountsForParent')).toEqual([]);
    expect(aws.inputs('DescribeVpcs')).toHaveLength(1);
  });

  it('keeps the names and units of accounts in the lake, those of the platform wherever they are', async () => {
    await run({}, [MANAGEMENT, MEMBER]);

    expect(aws.inputs(TABLE).map(({ body }) => body)).toEqual([
      '{"account":"111111111111","name":"Payer","unit":"r-ab12","unit_name":"Root","state":"enrolled"}\n' +
        '{"account":"333333333333","name":"Prod","unit":"ou-child","unit_name":"Child","state":"enrolled"}\n',
    ]);
    expect(record()).toMatchObject({ name: 'Prod', unit: { id: 'ou-child', name: 'Child' } });
    expect(aws.inputs('DescribeAccount')).toEqual([{ AccountId: MANAGEMENT }]);
  });

  it('enrols accounts that the organization does not describe, without a name', async () => {
    for (const operation of ['DescribeAccount', 'ListParents', 'DescribeOrganizationalUnit']) {
      aws.on(operation, { status: 400, body: { __type: 'AccessDeniedException', Message: 'no' } });
    }

    await run({}, [MANAGEMENT]);

    expect(aws.inputs(TABLE).map(({ body }) => text(body)?.split('\n')[0])).toEqual([
      '{"account":"111111111111","name":"","unit":"","unit_name":"","state":"enrolled"}',
    ]);
  });

  it('goes on while there is no lake yet, and fails where the lake takes nothing', async () => {
    aws.on(TABLE, { status: 404, body: '<Error><Code>NoSuchBucket</Code></Error>' });
    await expect(run({})).resolves.toBeUndefined();

    aws.on(TABLE, { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    await expect(run({})).rejects.toMatchObject({ name: 'AccessDenied' });

    expect(record()).toMatchObject({ state: 'enrolled' });
  });
});
