import { awsCloudTrail } from './aws-cloudtrail/source';
import { awsGuardDuty } from './aws-guardduty/source';
import { awsLambda } from './aws-lambda/source';
import { awsRoute53Resolver } from './aws-route53-resolver/source';
import { awsSecurityHub } from './aws-security-hub/source';
import { awsVpcFlow } from './aws-vpc-flow/source';
import { azureActivity } from './azure-activity/source';
import { gcpAudit } from './gcp-audit/source';
import type { Source } from './source';

/** Every log source the platform knows: a folder here and a line in this list. Formats are tried in this order. */
export const SOURCES: readonly Source[] = [
  awsCloudTrail,
  azureActivity,
  gcpAudit,
  awsVpcFlow,
  awsRoute53Resolver,
  awsLambda,
  awsGuardDuty,
  awsSecurityHub,
];

const BY_ID = new Map(SOURCES.map((source) => [source.id, source]));

export function sourceById(id: string): Source | undefined {
  return BY_ID.get(id);
}
