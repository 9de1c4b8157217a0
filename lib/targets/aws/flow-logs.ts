import {
  CreateFlowLogsCommand,
  DeleteFlowLogsCommand,
  type EC2Client,
  type FlowLog as Ec2FlowLog,
  paginateDescribeFlowLogs,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import type { FlowLog, FlowLogsWanted, Refusal } from '../../enrolment/ports';
import { ownTags } from './own-tags';

/** VPCs the account owns; a shared VPC is listed by those it is shared with, too. */
export async function* listVpcs(client: EC2Client, account: string): AsyncIterable<string> {
  const mine = [{ Name: 'owner-id', Values: [account] }];
  for await (const page of paginateDescribeVpcs({ client }, { Filters: mine })) {
    yield* (page.Vpcs ?? []).flatMap(({ VpcId }) => (VpcId === undefined ? [] : [VpcId]));
  }
}

/** Flow logs of whole VPCs that deliver to S3; those of subnets and interfaces are left alone. */
export async function* listFlowLogs(client: EC2Client, name: string): AsyncIterable<FlowLog> {
  const toS3 = [{ Name: 'log-destination-type', Values: ['s3'] }];
  for await (const page of paginateDescribeFlowLogs({ client }, { Filter: toS3 })) {
    yield* (page.FlowLogs ?? []).flatMap((log) => flowLogOf(log, name) ?? []);
  }
}

function flowLogOf(log: Ec2FlowLog, name: string): FlowLog | undefined {
  const { FlowLogId: id, ResourceId: vpc, LogDestination: destination, LogFormat: format } = log;
  if (id === undefined || destination === undefined || !vpc?.startsWith('vpc-')) {
    return undefined;
  }
  const tags = new Map((log.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  const own = ownTags(name).every(({ Key, Value }) => tags.get(Key) === Value);
  const failure =
    log.DeliverLogsStatus === 'FAILED'
      ? { failure: log.DeliverLogsErrorMessage ?? 'delivery failed' }
      : undefined;
  // EC2 takes a prefix with and without a slash at its end.
  return { id, vpc, destination: destination.replace(/\/$/, ''), format: format ?? '', own, ...failure };
}

/** One flow log for each VPC: plain text, ten-minute windows, the folders S3 deliveries have by default. */
export async function createFlowLogs(
  client: EC2Client,
  name: string,
  vpcs: readonly string[],
  { destination, format }: FlowLogsWanted,
): Promise<readonly Refusal[]> {
  const { Unsuccessful = [] } = await client.send(
    new CreateFlowLogsCommand({
      ResourceType: 'VPC',
      ResourceIds: [...vpcs],
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: destination,
      LogFormat: format,
      MaxAggregationInterval: 600,
      DestinationOptions: {
        FileFormat: 'plain-text',
        HiveCompatiblePartitions: false,
        PerHourPartition: false,
      },
      TagSpecifications: [{ ResourceType: 'vpc-flow-log', Tags: ownTags(name) }],
    }),
  );
  return Unsuccessful.flatMap(({ ResourceId: vpc = '?', Error: error }) =>
    error?.Code === 'FlowLogAlreadyExists'
      ? []
      : [{ vpc, reason: `${error?.Code ?? 'refused'}: ${error?.Message ?? 'no reason given'}` }],
  );
}

/** Throws where one could not be deleted, except that it was gone already. */
export async function deleteFlowLogs(client: EC2Client, ids: readonly string[]): Promise<void> {
  const { Unsuccessful = [] } = await client.send(new DeleteFlowLogsCommand({ FlowLogIds: [...ids] }));
  const refused = Unsuccessful.filter(({ Error: error }) => error?.Code !== 'InvalidFlowLogId.NotFound');
  if (refused.length > 0) {
    const first = refused[0];
    throw new Error(
      `${refused.length} flow logs could not be deleted: ${first?.ResourceId}: ${first?.Error?.Code}: ${first?.Error?.Message}`,
    );
  }
}
