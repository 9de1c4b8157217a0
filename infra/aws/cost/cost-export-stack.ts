import { CfnExport } from 'aws-cdk-lib/aws-bcmdataexports';
import type { Construct } from 'constructs';
import { BILLING_REGION } from '../../../lib/config/resolve-cost';
import { CUR_CONFIGURATION, CUR_PREFIX, CUR_QUERY } from '../../../lib/cost/cur';
import { costBucketName, costName } from '../../policy/names';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import { payerOf } from './payer';

/**
 * The export of the bill (CUR 2.0), in the account that pays, to the security account's bucket. AWS tries the bucket
 * when the export is made, so that comes first, and replaces the month's files up to three times a day.
 */
export class CostExportStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    const { platform, aws } = props;
    super(scope, id, props, {
      part: 'cost-export',
      account: payerOf(aws),
      region: BILLING_REGION,
      description: 'export of the bill of all accounts',
    });
    new CfnExport(this, 'Export', {
      export: {
        name: costName(platform),
        description: 'Kumomori: the bill, a line a day',
        dataQuery: { queryStatement: CUR_QUERY, tableConfigurations: CUR_CONFIGURATION },
        destinationConfigurations: {
          s3Destination: {
            s3Bucket: costBucketName(platform, aws),
            s3BucketOwner: aws.securityAccount,
            s3Prefix: CUR_PREFIX,
            s3Region: aws.homeRegion,
            s3OutputConfigurations: {
              format: 'PARQUET',
              compression: 'PARQUET',
              outputType: 'CUSTOM',
              overwrite: 'OVERWRITE_REPORT',
            },
          },
        },
        refreshCadence: { frequency: 'SYNCHRONOUS' },
      },
    });
  }
}
