import { createHash } from 'node:crypto';
import type { ResolvedAws, ResolvedAzure, ResolvedGcp, ResolvedPlatform } from '../../lib/config/resolved';

// Every name that is visible in a cloud is decided here: changing one replaces what bears it.

export type Cloud = 'aws' | 'azure' | 'gcp';

/** `kumomori-aws-raw`. */
export function stackName(platform: ResolvedPlatform, cloud: Cloud, part: string): string {
  return `${platform.name}-${cloud}-${part}`;
}

/** S3 bucket: unique in the world by account and region, at most 63 characters. */
export function bucketName(platform: ResolvedPlatform, aws: ResolvedAws, part: string): string {
  return `${platform.name}-${part}-${aws.logArchiveAccount}-${aws.homeRegion}`;
}

/** S3 bucket of a region other than the raw store's, too: at most 63 characters. */
export function regionalBucketName(
  platform: ResolvedPlatform,
  aws: ResolvedAws,
  part: string,
  region: string,
): string {
  return `${platform.name}-${part}-${aws.logArchiveAccount}-${region}`;
}

/** S3 bucket of a region that load balancers and AWS Config write to: copied from there to the raw store. */
export function landingBucketName(platform: ResolvedPlatform, aws: ResolvedAws, region: string): string {
  return regionalBucketName(platform, aws, 'landing', region);
}

/** S3 bucket of a region that AWS WAF writes to, which takes no name that begins otherwise. */
export function wafBucketName(platform: ResolvedPlatform, aws: ResolvedAws, region: string): string {
  return `aws-waf-logs-${platform.name}-${aws.logArchiveAccount}-${region}`;
}

/** Topic in the log archive account that tells of what people must look at: break-glass, copies that failed. */
export function archiveTopicName(platform: ResolvedPlatform): string {
  return `${platform.name}-log-archive-alarms`;
}

/** IAM Identity Center permission set, and path of IAM users, that may break the glass: at most 32 characters. */
export function breakGlassName(platform: ResolvedPlatform): string {
  return `${platform.name}-break-glass`;
}

/** Alias of the raw store's key: other accounts name the key by it. */
export function rawKeyAlias(platform: ResolvedPlatform): string {
  return `alias/${platform.name}/raw`;
}

/** The organization trail. */
export function trailName(platform: ResolvedPlatform): string {
  return `${platform.name}-organization`;
}

/** The event bus in the security account that every account's security events come to. */
export function centralBusName(platform: ResolvedPlatform): string {
  return `${platform.name}-security`;
}

/** IAM role of the platform; other accounts and guardrails name it by this. */
export function roleName(platform: ResolvedPlatform, part: string): string {
  return `${platform.name}-${part}`;
}

/** IAM role that a member account has one of for each region: its stacks there depend on no other region's. */
export function regionalRoleName(platform: ResolvedPlatform, part: string, region: string): string {
  return `${platform.name}-${part}-${region}`;
}

/** Set of stacks in the member accounts. */
export function stackSetName(platform: ResolvedPlatform, part: string): string {
  return `${platform.name}-${part}`;
}

/** Topic in the security account for what the people who run the platform must look at. */
export function operationsTopicName(platform: ResolvedPlatform): string {
  return `${platform.name}-operations`;
}

/** Alias of the key of the security account's own state, logs and messages. */
export function securityKeyAlias(platform: ResolvedPlatform): string {
  return `alias/${platform.name}/security`;
}

/** Table of small state in the security account: enrolment records and the like. */
export function stateTableName(platform: ResolvedPlatform): string {
  return `${platform.name}-state`;
}

/** S3 bucket of the lake, in the security account: unique in the world by account and region, at most 63 characters. */
export function lakeBucketName(platform: ResolvedPlatform, aws: ResolvedAws): string {
  return `${platform.name}-lake-${aws.securityAccount}-${aws.homeRegion}`;
}

/** S3 bucket of who read and wrote the lake. */
export function lakeAccessLogName(platform: ResolvedPlatform, aws: ResolvedAws): string {
  return `${platform.name}-lake-access-${aws.securityAccount}-${aws.homeRegion}`;
}

/** Alias of the lake's key: analysts are let in by it. */
export function lakeKeyAlias(platform: ResolvedPlatform): string {
  return `alias/${platform.name}/lake`;
}

/** Glue database of the lake: letters, digits and underscores. */
export function databaseName(platform: ResolvedPlatform): string {
  return platform.name.replaceAll('-', '_');
}

/** S3 bucket of what queries gave, a folder a team, in the security account. */
export function queryResultsBucketName(platform: ResolvedPlatform, aws: ResolvedAws): string {
  return `${platform.name}-query-results-${aws.securityAccount}-${aws.homeRegion}`;
}

/** Athena workgroup of a team; also the permission set, and path of IAM users, that may take its role. */
export function teamName(platform: ResolvedPlatform, team: string): string {
  return `${platform.name}-${team}`;
}

/** Queue in the security account of raw objects to be brought into the lake: the log archive's rule names it. */
export function ingestQueueName(platform: ResolvedPlatform): string {
  return `${platform.name}-ingest`;
}

/** Topic in the security account for alerts: the channel `native`. Subscribe whoever answers them. */
export function alertsTopicName(platform: ResolvedPlatform): string {
  return `${platform.name}-alerts`;
}

/** CloudWatch Logs destination of a region that the log groups of other accounts write to. */
export function logsDestinationName(platform: ResolvedPlatform): string {
  return `${platform.name}-logs`;
}

/** Lambda function of the platform, after its handler's file in functions/aws. */
export function functionName(platform: ResolvedPlatform, handler: string): string {
  return `${platform.name}-${handler}`;
}

/** Log group of a function of the platform: named, so that the pipeline can leave it out. */
export function logGroupName(platform: ResolvedPlatform, handler: string): string {
  return `/aws/lambda/${functionName(platform, handler)}`;
}

/** Policy of the organization, or permissions boundary, of the platform. */
export function policyName(platform: ResolvedPlatform, part: string): string {
  return `${platform.name}-${part}`;
}

/** Cloud Storage bucket: unique in the world by project, at most 63 characters. */
export function gcpBucketName(platform: ResolvedPlatform, gcp: ResolvedGcp, part: string): string {
  return `${platform.name}-${part}-${gcp.projectId}`;
}

/** Storage account: 3 to 24 lower-case letters and digits, unique in the world by a digest of the subscription. */
export function storageAccountName(platform: ResolvedPlatform, azure: ResolvedAzure, part: string): string {
  const place = createHash('sha256')
    .update(`${azure.subscriptionId}/${azure.homeLocation}`)
    .digest('hex')
    .slice(0, 8);
  return `${platform.name.replaceAll('-', '').slice(0, 12)}${part}${place}`;
}
