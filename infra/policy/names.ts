import { createHash } from 'node:crypto';
import { COST_READER } from '../../lib/config/resolve-cost';
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

/** CloudWatch alarm of a monitor, in every account; with an empty id, what all their names begin with. */
export function monitorAlarmName(platform: ResolvedPlatform, id: string): string {
  return `${platform.name}-monitor-${id}`;
}

/** Query of CloudWatch Logs Insights, in every account; the console shows what is before a slash as a folder. */
export function functionQueryName(platform: ResolvedPlatform, id: string): string {
  return `${platform.name}/functions/${id}`;
}

/** CloudWatch dashboard of the platform's own health. */
export function dashboardName(platform: ResolvedPlatform): string {
  return `${platform.name}-health`;
}

/** Topic in the security account for alarms of monitors: subscribe whoever looks after what they watch. */
export function monitorsTopicName(platform: ResolvedPlatform): string {
  return `${platform.name}-monitors`;
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

/** S3 bucket of rules published without a deploy, in the security account. */
export function bundleBucketName(platform: ResolvedPlatform, aws: ResolvedAws): string {
  return `${platform.name}-bundles-${aws.securityAccount}-${aws.homeRegion}`;
}

/** Role that publishes rules; also the permission set, and path of IAM users, that may take it: at most 32 characters. */
export function publisherName(platform: ResolvedPlatform): string {
  return `${platform.name}-publisher`;
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

/** Permission set, and path of IAM users, that may take the role which replays and restores. */
export function operatorName(platform: ResolvedPlatform): string {
  return `${platform.name}-operator`;
}

/** S3 bucket of what AWS bills, in the security account: unique in the world by account and region. */
export function costBucketName(platform: ResolvedPlatform, aws: ResolvedAws): string {
  return `${platform.name}-cost-${aws.securityAccount}-${aws.homeRegion}`;
}

/** Export of the bill, and topic that tells of budgets and anomalies, both in the paying account. */
export function costName(platform: ResolvedPlatform): string {
  return `${platform.name}-cost`;
}

/** Athena workgroup, role, permission set and path of IAM users of who reads the bill: at most 32 characters. */
export function costReaderName(platform: ResolvedPlatform): string {
  return `${platform.name}-${COST_READER}`;
}

/** A budget of the paying account. */
export function budgetName(platform: ResolvedPlatform, id: string): string {
  return `${platform.name}-${id}`;
}

/** Monitor of cost anomalies in the paying account, and who is told of them. */
export function costAnomaliesName(platform: ResolvedPlatform): string {
  return `${platform.name}-cost-anomalies`;
}

/** Athena workgroup of the batch: longer than the name of any team's. */
export function batchWorkgroupName(platform: ResolvedPlatform): string {
  return `${platform.name}-batch-runner`;
}

/** Group of the batch's schedules, and the Spark application that it may start. */
export function batchName(platform: ResolvedPlatform): string {
  return `${platform.name}-batch`;
}

/** Log group of Spark's runs: named, so that the pipeline can leave it out. */
export function sparkLogGroupName(platform: ResolvedPlatform): string {
  return `/aws/emr-serverless/${batchName(platform)}`;
}

/** Queue in the security account of raw objects to be brought into the lake: the log archive's rule names it. */
export function ingestQueueName(platform: ResolvedPlatform): string {
  return `${platform.name}-ingest`;
}

/** Queue in the security account of parcels for a destination that events are forwarded to. */
export function forwardQueueName(platform: ResolvedPlatform, destination: string): string {
  return `${platform.name}-forward-${destination}`;
}

/** Topic in the security account for alerts: the channel `native`. Subscribe whoever answers them. */
export function alertsTopicName(platform: ResolvedPlatform): string {
  return `${platform.name}-alerts`;
}

/** Event bus in the security account for alerts as events: the other part of the channel `native`. */
export function findingsBusName(platform: ResolvedPlatform): string {
  return `${platform.name}-findings`;
}

/** State machine that waits until a response is approved. */
export function approvalMachineName(platform: ResolvedPlatform): string {
  return `${platform.name}-approval`;
}

/** People who may approve responses: a role, its policy, an Identity Center permission set, a path of IAM users. */
export function respondersName(platform: ResolvedPlatform): string {
  return `${platform.name}-responders`;
}

/** Kinesis data stream in the security account of the central bus's events. */
export function eventStreamName(platform: ResolvedPlatform): string {
  return `${platform.name}-events`;
}

/**
 * CloudWatch Logs destination of a region that the log groups of other accounts write to; the data stream that those of
 * all regions lead to, and the delivery from there to the raw store.
 */
export function logsDestinationName(platform: ResolvedPlatform): string {
  return `${platform.name}-logs`;
}

/** Firehose that fills a raw folder with events that come by the central bus alone. */
export function busDeliveryName(platform: ResolvedPlatform, folder: string): string {
  return `${platform.name}-bus-${folder.toLowerCase()}`;
}

/** S3 bucket of records of the streams that nobody could look at, in the security account. */
export function failedRecordsBucketName(platform: ResolvedPlatform, aws: ResolvedAws): string {
  return `${platform.name}-stream-failed-${aws.securityAccount}-${aws.homeRegion}`;
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
