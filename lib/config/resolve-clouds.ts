import { resolveQuotas } from './aws-quotas';
import { present } from './present';
import type { ExistingBucket, ResolvedAws, ResolvedAzure, ResolvedExisting, ResolvedGcp } from './resolved';
import type { AwsConfig, AzureConfig, GcpConfig } from './schema/platform';

/** Where nothing is said of residency, logs stay in the regions that are named anyway. */
type Allowed = readonly string[] | undefined;

export function resolveAws(aws: AwsConfig, allowed: Allowed): ResolvedAws {
  const regions = aws.regions ?? [aws.home_region];
  const holder = (role: string) => aws.accounts.find((account) => account.role === role)?.id;
  const security = holder('security');
  if (security === undefined) {
    throw new Error(
      'aws.accounts has no account with role: security; load the configuration with loadConfig, which says so',
    );
  }
  const management = holder('management');
  return {
    ...(aws.organization_id === undefined ? {} : { organizationId: aws.organization_id }),
    organizationalUnits: aws.organizational_units,
    homeRegion: aws.home_region,
    regions,
    allowedRegions: allowed ?? regions,
    accounts: aws.accounts,
    ...(management === undefined ? {} : { managementAccount: management }),
    securityAccount: security,
    logArchiveAccount: holder('log_archive') ?? security,
    bootstrapQualifier: aws.bootstrap_qualifier,
    objectLock: aws.object_lock,
    network: aws.network,
    quotas: resolveQuotas(aws),
    services: {
      trail: aws.trail,
      log_bucket: aws.log_bucket,
      config: aws.config,
      guardduty: aws.guardduty,
      security_hub: aws.security_hub,
    },
    extras: {
      cloudwatchLogs: aws.cloudwatch_logs,
      readEvents: aws.read_events,
      eventArchive: aws.event_archive,
    },
    trail: { dataEvents: [...new Set(aws.trail_data_events)], insights: aws.trail_insights },
    guardrails: { use: aws.guardrails, exemptRoles: aws.guardrail_exempt_roles },
    landing: aws.landing,
    existing: resolveExisting(aws.existing),
  };
}

type Existing = AwsConfig['existing'];

function resolveExisting({ trail, log_bucket, config }: Existing): ResolvedExisting {
  return present({
    trail: trail && { arn: trail.arn, bucket: resolveBucket(trail.bucket) },
    logBucket: log_bucket && resolveBucket(log_bucket),
    config: config && { bucket: resolveBucket(config.bucket) },
  });
}

function resolveBucket({ key_arn, prefix, ...bucket }: NonNullable<Existing['log_bucket']>): ExistingBucket {
  return { ...bucket, ...present({ keyArn: key_arn, prefix }) };
}

export function resolveAzure(azure: AzureConfig, allowed: Allowed): ResolvedAzure {
  const locations = azure.locations ?? [azure.home_location];
  return {
    tenantId: azure.tenant_id.toLowerCase(),
    subscriptionId: azure.subscription_id.toLowerCase(),
    managementGroup: azure.management_group,
    homeLocation: azure.home_location,
    locations,
    allowedLocations: allowed ?? locations,
  };
}

export function resolveGcp(gcp: GcpConfig, allowed: Allowed): ResolvedGcp {
  const locations = gcp.locations ?? [gcp.home_location];
  return {
    organizationId: gcp.organization_id,
    projectId: gcp.project_id,
    homeLocation: gcp.home_location,
    locations,
    allowedLocations: allowed ?? locations,
  };
}
