import type { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { queryBytes } from '../../../lib/batch/price';
import { batchWorkgroupName, queryResultsBucketName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { enforcedWorkgroup } from '../query/enforced-workgroup';

/** Folder of the batch's results: longer than the name of any team, each of which has a folder, too. */
export const RESULTS_FOLDER = 'batch-runner/';

export interface BatchWorkgroupProps extends PlatformProps {
  readonly key: IKey;
}

/**
 * The batch's own way to Athena: a query is stopped once it alone has read what a day may cost, whatever the function
 * asks for, and results are encrypted in a folder of their own.
 */
export class BatchWorkgroup extends Construct {
  readonly workgroup: CfnWorkGroup;

  constructor(scope: Construct, id: string, { platform, aws, key }: BatchWorkgroupProps) {
    super(scope, id);
    this.workgroup = enforcedWorkgroup(this, 'Workgroup', {
      platform,
      aws,
      name: batchWorkgroupName(platform),
      description: 'Rules and baselines over closed hours and days',
      scanLimit: queryBytes(platform.batch.usdPerDay),
      results: `s3://${queryResultsBucketName(platform, aws)}/${RESULTS_FOLDER}`,
      key,
    });
  }
}
