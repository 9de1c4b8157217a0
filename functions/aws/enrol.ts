import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { enrolOne } from '../../lib/enrolment/enrol-one';
import { FLOW_LOG_FORMAT } from '../../lib/enrolment/flow-log-format';
import { type Enrolment, enrolAll } from '../../lib/enrolment/run';
import { scopeOf } from '../../lib/enrolment/scope';
import { type EnrolSettings, parseSettings } from '../../lib/enrolment/settings';
import { type AwsOptions, clientOptions } from '../../lib/targets/aws/client-options';
import { DynamoKeyValueStore } from '../../lib/targets/aws/key-value-store';
import { awsMembers } from '../../lib/targets/aws/members';
import { awsOrganization } from '../../lib/targets/aws/organization';
import { logger } from '../../lib/targets/aws/telemetry';

/** What an account's regions may still take, when a run that is out of time begins no other account. */
const MARGIN_MS = 120_000;
const CONCURRENCY = { accounts: 8, regions: 4 };

export interface Context {
  getRemainingTimeInMillis(): number;
}

/**
 * Enrols what an event names, or everything. Failures of single accounts are in their records; it throws, for Lambda
 * to try again and the alarm to sound, where the run as a whole could not be made.
 */
export async function handler(event: unknown, context: Context): Promise<void> {
  await enrol(event, context, enrolment(parseSettings(process.env.SETTINGS)));
}

/** The handler with everything it needs given. */
export async function enrol(event: unknown, context: Context, work: Enrolment): Promise<void> {
  const scope = scopeOf(event);
  const outcome =
    scope.kind === 'region'
      ? { ...scope, enrolled: await enrolOne(work, scope.account, scope.region) }
      : await enrolAll(work, () => context.getRemainingTimeInMillis() > MARGIN_MS);
  logger.info('enrolment', { ...outcome });
}

/** Everything as the settings say, over AWS. */
export function enrolment(settings: EnrolSettings, options: AwsOptions = {}): Enrolment {
  const { home, role, name, flowLogs, queryLogs } = settings;
  const organizations = new OrganizationsClient(clientOptions(home, options));
  const sts = new STSClient(clientOptions(home, options));
  return {
    organization: awsOrganization(organizations, settings.organizationalUnits, settings.accounts),
    members: awsMembers({ sts, role, name, options }),
    store: new DynamoKeyValueStore(new DynamoDBClient(clientOptions(home, options)), settings.table),
    clock: { nowMicros: () => Date.now() * 1000 },
    regions: settings.regions,
    wanted: {
      ...(flowLogs === undefined ? {} : { flowLogs: { destination: flowLogs, format: FLOW_LOG_FORMAT } }),
      ...(queryLogs === undefined ? {} : { queryLogs }),
    },
    concurrency: CONCURRENCY,
  };
}
