import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { COST_READER } from '../../../lib/config/resolve-cost';
import type { CostView } from '../../../lib/cost/cost-views';
import { costReaderName, databaseName, queryResultsBucketName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { enforcedWorkgroup } from '../query/enforced-workgroup';

/** Folder of the results, of which each team has one, too: no team can be called so. */
export const RESULTS_FOLDER = `${COST_READER}/`;

/** A query that reads more is stopped: years of the bill of a large organization. */
const SCAN_LIMIT = 100_000_000_000;

export interface CostWorkgroupProps extends PlatformProps {
  readonly key: IKey;
  readonly views: readonly CostView[];
}

/** The way to ask for the bill, and each view of this month ready to be asked. */
export class CostWorkgroup extends Construct {
  constructor(scope: Construct, id: string, { platform, aws, key, views }: CostWorkgroupProps) {
    super(scope, id);
    const workgroup = enforcedWorkgroup(this, 'Workgroup', {
      platform,
      aws,
      name: costReaderName(platform),
      description: 'What the estate costs, by account, organizational unit and tag',
      scanLimit: SCAN_LIMIT,
      results: `s3://${queryResultsBucketName(platform, aws)}/${RESULTS_FOLDER}`,
      key,
    });
    for (const { name, about } of views) {
      new CfnNamedQuery(this, name, {
        name: `${name}_this_month`,
        description: `The bill of this month ${about}`,
        database: databaseName(platform),
        queryString: `SELECT * FROM ${name} WHERE month = date_format(current_date, '%Y-%m') ORDER BY usd DESC`,
        workGroup: workgroup.name,
      }).addResourceDependency(workgroup);
    }
  }
}
