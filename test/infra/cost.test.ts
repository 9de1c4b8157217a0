import { Match } from 'aws-cdk-lib/assertions';
import { costReaderName } from '../../infra/policy/names';
import { costViews, TRINO_COST } from '../../lib/cost/cost-views';
import { CUR_COLUMNS, CUR_QUERY } from '../../lib/cost/cur';
import { off, oneAccount, organization, stackOf, stacksOf } from './cost-support';
import { removeOutputs } from './support';

afterAll(removeOutputs);

const stacks = stacksOf(organization());
const alone = stacksOf(oneAccount());
const cost = stackOf(stacks, 'cost').template;

describe('where the bill is kept and made', () => {
  it.each([
    ['cost', '222222222222', 'ap-northeast-1'],
    ['cost-export', '111111111111', 'us-east-1'],
    ['budgets', '111111111111', 'us-east-1'],
  ])('of an organization: %s in account %s, %s', (part, account, region) => {
    expect(stackOf(stacks, part)).toMatchObject({ account, region });
  });

  it.each([
    ['cost', 'ap-northeast-1'],
    ['cost-export', 'us-east-1'],
    ['budgets', 'us-east-1'],
  ])('of one account: %s in it, %s', (part, region) => {
    expect(stackOf(alone, part)).toMatchObject({ account: '222222222222', region });
  });

  it('after what it needs: the database and the bucket of results, then the bucket of the bill', () => {
    for (const all of [stacks, alone]) {
      expect(stackOf(all, 'cost').after).toContain('query');
      expect(stackOf(all, 'cost-export').after).toContain('cost');
    }
  });

  it('nowhere unless it is asked for', () => {
    const without = stacksOf(off());

    expect(Object.keys(without).filter((part) => /cost|budget/.test(part))).toEqual([]);
    expect(JSON.stringify(Object.values(without).map(({ body }) => body))).not.toMatch(
      /bcm-data-exports|costalerts|budgets\.amazonaws/,
    );
  });
});

describe('the export', () => {
  it('brings the bill of all accounts, as Parquet that replaces itself, to the security account', () => {
    stackOf(stacks, 'cost-export').template.hasResourceProperties('AWS::BCMDataExports::Export', {
      Export: {
        Name: 'acme-cost',
        DataQuery: {
          QueryStatement: CUR_QUERY,
          TableConfigurations: {
            COST_AND_USAGE_REPORT: Match.objectLike({
              TIME_GRANULARITY: 'DAILY',
              INCLUDE_RESOURCES: 'FALSE',
            }),
          },
        },
        DestinationConfigurations: {
          S3Destination: {
            S3Bucket: 'acme-cost-222222222222-ap-northeast-1',
            S3BucketOwner: '222222222222',
            S3Prefix: 'exports',
            S3Region: 'ap-northeast-1',
            S3OutputConfigurations: {
              Format: 'PARQUET',
              Compression: 'PARQUET',
              OutputType: 'CUSTOM',
              Overwrite: 'OVERWRITE_REPORT',
            },
          },
        },
        RefreshCadence: { Frequency: 'SYNCHRONOUS' },
      },
    });
  });

  it('goes to a bucket that is encrypted, versioned, and stays in production', () => {
    cost.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketName: 'acme-cost-222222222222-ap-northeast-1',
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() },
            },
          ],
        },
        LifecycleConfiguration: {
          Rules: [
            Match.objectLike({
              ExpirationInDays: 2555,
              NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            }),
          ],
        },
      },
    });
    stackOf(alone, 'cost').template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  });
});

describe('the tables', () => {
  it('are over a folder a month, each worked out from the query', () => {
    cost.hasResourceProperties('AWS::Glue::Table', {
      DatabaseName: 'acme',
      TableInput: {
        Name: 'cost_and_usage',
        PartitionKeys: [{ Name: 'billing_period', Type: 'string' }],
        Parameters: Match.objectLike({
          'projection.enabled': 'true',
          'projection.billing_period.type': 'date',
          'projection.billing_period.format': 'yyyy-MM',
          'projection.billing_period.range': '2020-01,NOW',
          'projection.billing_period.interval': '1',
          'projection.billing_period.interval.unit': 'MONTHS',
          'storage.location.template':
            's3://acme-cost-222222222222-ap-northeast-1/exports/acme-cost/data/BILLING_PERIOD=${billing_period}/',
        }),
        StorageDescriptor: Match.objectLike({
          Location: 's3://acme-cost-222222222222-ap-northeast-1/exports/acme-cost/data/',
          Columns: Object.entries(CUR_COLUMNS).map(([Name, Type]) => ({ Name, Type })),
        }),
      },
    });
  });

  it('have the accounts as enrolment writes them', () => {
    cost.hasResourceProperties('AWS::Glue::Table', {
      TableInput: {
        Name: 'accounts',
        StorageDescriptor: Match.objectLike({
          Location: 's3://acme-lake-222222222222-ap-northeast-1/reference/accounts/',
          Columns: ['account', 'name', 'unit', 'unit_name', 'state'].map((Name) => ({
            Name,
            Type: 'string',
          })),
          SerdeInfo: {
            SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
            Parameters: { 'ignore.malformed.json': 'true' },
          },
        }),
      },
    });
  });

  it.each(costViews(TRINO_COST, ['Team', 'CostCenter']).map((view) => [view.name, view] as const))(
    'have the view %s, its columns as it says',
    (name, { sql, columns }) => {
      const [made] = Object.values(
        cost.findResources('AWS::Glue::Table', { Properties: { TableInput: { Name: name } } }),
      );
      const { ViewOriginalText, StorageDescriptor, TableType } = made?.Properties.TableInput ?? {};
      const [, encoded] = /^\/\* Presto View: (\S+) \*\/$/.exec(ViewOriginalText) ?? [];

      expect(TableType).toBe('VIRTUAL_VIEW');
      expect(JSON.parse(Buffer.from(encoded ?? '', 'base64').toString())).toMatchObject({
        originalSql: sql,
        catalog: 'awsdatacatalog',
        schema: 'acme',
        columns,
      });
      expect(StorageDescriptor.Columns).toEqual(
        columns.map(({ name: Name, type }) => ({ Name, Type: type === 'varchar' ? 'string' : type })),
      );
      expect(made?.DependsOn).toHaveLength(2);
    },
  );
});

describe('the workgroup', () => {
  it('stops what reads too much, and keeps results encrypted in a folder of its own', () => {
    cost.hasResourceProperties('AWS::Athena::WorkGroup', {
      Name: 'acme-cost-reader',
      WorkGroupConfiguration: Match.objectLike({
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: 100_000_000_000,
        ResultConfiguration: Match.objectLike({
          OutputLocation: 's3://acme-query-results-222222222222-ap-northeast-1/cost-reader/',
          EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: Match.anyValue() },
        }),
      }),
    });
  });

  it('has each view of this month ready', () => {
    const queries = Object.values(cost.findResources('AWS::Athena::NamedQuery')).map(
      ({ Properties }) => Properties.QueryString,
    );

    expect(queries).toHaveLength(5);
    expect(queries).toContain(
      "SELECT * FROM cost_by_unit WHERE month = date_format(current_date, '%Y-%m') ORDER BY usd DESC",
    );
  });

  it('has a name that a permission set may have, however long the platform’s is', () => {
    expect(costReaderName({ ...organization(), name: 'a'.repeat(20) })).toHaveLength(32);
  });
});
