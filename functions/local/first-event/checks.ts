import { GLOBAL_EVENTS_REGION, partitionOf } from '../../../lib/config/aws-partition';
import type { ResolvedAws, ResolvedPlatform } from '../../../lib/config/resolved';

/** Checks of the AWS part of a configuration, each a finding of `kumomori doctor`; a failure says what to do. */
export function awsChecks(platform: ResolvedPlatform, aws: ResolvedAws): Record<string, () => string> {
  return {
    'AWS: global services': () => globalServices(aws),
    'AWS: enrolment': () => enrolment(aws),
    'AWS: what is there already': () => alreadyThere(aws),
    'AWS: deployment roles': () => deploymentRoles(platform, aws),
  };
}

/** IAM, STS' global endpoint and sign-ins log in one region only, whichever region they are used from. */
function globalServices({ homeRegion, regions, allowedRegions }: ResolvedAws): string {
  const region = GLOBAL_EVENTS_REGION[partitionOf(homeRegion)];
  if (regions.includes(region)) {
    return `${region} is enrolled: IAM and sign-ins reach the central bus`;
  }
  if (!allowedRegions.includes(region) && allowedRegions.some((allowed) => !regions.includes(allowed))) {
    return `${region} is outside residency.allowed.aws: IAM and sign-ins come by the trail, minutes later`;
  }
  throw new Error(
    `IAM and sign-ins send their events in ${region} only, which aws.regions does not list: add it, and to residency.allowed.aws`,
  );
}

function enrolment({
  organizationId,
  organizationalUnits,
  managementAccount,
  accounts,
}: ResolvedAws): string {
  if (organizationId === undefined) {
    return `no organization: ${accounts.length} accounts, each on its own`;
  }
  if (organizationalUnits.length === 0) {
    throw new Error(
      `aws.organizational_units is empty: no account of ${organizationId} is enrolled; list the units whose accounts are to be`,
    );
  }
  return `${organizationalUnits.join(', ')}, today's accounts and tomorrow's; the management account ${managementAccount} apart, for StackSets and guardrails leave it out`;
}

function alreadyThere({ services, existing }: ResolvedAws): string {
  const named: Readonly<Record<string, string | undefined>> = {
    trail: existing.trail?.arn,
    log_bucket: existing.logBucket?.name,
    config: existing.config?.bucket.name,
  };
  const there = Object.entries(services)
    .filter(([, use]) => use === 'existing')
    .map(([service]) => (named[service] === undefined ? service : `${service} ${named[service]}`));
  const off = Object.entries(services)
    .filter(([, use]) => use === 'off')
    .map(([service]) => service);
  return [
    there.length > 0
      ? `used as they are: ${there.join(', ')}`
      : 'nothing: kumomori creates every service it needs',
    ...(off.length > 0 ? [`done without: ${off.join(', ')}`] : []),
  ].join('; ');
}

/** The default qualifier is everybody's; the guardrails tell the platform's roles by account as well. */
function deploymentRoles(
  { lifecycle }: ResolvedPlatform,
  { bootstrapQualifier, guardrails }: ResolvedAws,
): string {
  const shared = bootstrapQualifier === 'hnb659fds' && lifecycle === 'production';
  return [
    `cdk-${bootstrapQualifier}-*`,
    ...(shared
      ? ['shared with every other CDK app of these accounts; a bootstrap_qualifier of its own parts them']
      : []),
    ...(guardrails.exemptRoles.length > 0
      ? [`guardrails also let through ${guardrails.exemptRoles.join(', ')}`]
      : []),
  ].join('; ');
}
