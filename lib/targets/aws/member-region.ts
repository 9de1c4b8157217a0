import type { EC2Client } from '@aws-sdk/client-ec2';
import type { MemberRegion } from '../../enrolment/ports';
import { createFlowLogs, deleteFlowLogs, listFlowLogs, listVpcs } from './flow-logs';
import { queryLogging } from './query-logging';
import type { ResolverApi } from './resolver-api';

export interface RegionOptions {
  readonly account: string;
  /** The platform's name: tags and names what it makes. */
  readonly name: string;
  readonly ec2: EC2Client;
  readonly resolver: ResolverApi;
}

/** One region of one account, over EC2 and Route 53 Resolver. */
export function memberRegion({ account, name, ec2, resolver }: RegionOptions): MemberRegion {
  return {
    vpcs: () => listVpcs(ec2, account),
    flowLogs: () => listFlowLogs(ec2, name),
    createFlowLogs: (vpcs, wanted) => createFlowLogs(ec2, name, vpcs, wanted),
    deleteFlowLogs: (ids) => deleteFlowLogs(ec2, ids),
    ...queryLogging(resolver, account, name),
  };
}
