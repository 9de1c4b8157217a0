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
