import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { FLOW_LOG_FORMAT } from '../../enrolment/flow-log-format';
import type { Enrolment } from '../../enrolment/run';
import type { EnrolSettings } from '../../enrolment/settings';
import type { Clock } from '../../ports/clock';
import { accountsInLake } from './accounts-table';
import { type AwsOptions, clientOptions } from './client-options';
import { DynamoKeyValueStore } from './key-value-store';
import { awsMembers } from './members';
import { awsOrganization } from './organization';

const CONCURRENCY = { accounts: 8, regions: 4 };

/** What enrols accounts, as the settings say, over AWS. */
export function openEnrolment(settings: EnrolSettings, clock: Clock, options: AwsOptions = {}): Enrolment {
  const { home, role, name, flowLogs, queryLogs, organizationalUnits, accounts } = settings;
  const client = clientOptions(home, options);
  return {
    organization: awsOrganization(new OrganizationsClient(client), organizationalUnits, accounts),
    members: awsMembers({ sts: new STSClient(client), role, name, options }),
    store: new DynamoKeyValueStore(new DynamoDBClient(client), settings.table),
    accountsTable: accountsInLake(new S3Client(client), settings.lake),
    clock,
    regions: settings.regions,
    wanted: {
      ...(flowLogs === undefined ? {} : { flowLogs: { destination: flowLogs, format: FLOW_LOG_FORMAT } }),
      ...(queryLogs === undefined ? {} : { queryLogs }),
    },
    concurrency: CONCURRENCY,
  };
}
