import type { InitAws, InitAzure, InitGcp } from './init';
import { scalar } from './scalar';

export function initAws(aws: InitAws): string {
  const account = (name: string, role: string, id: string | undefined) =>
    id === undefined ? [] : [`    - { name: ${name}, role: ${role}, id: ${scalar(id)} }`];
  return [
    '',
    'aws:',
    ...(aws.organizationId === undefined
      ? ['  # organization_id: o-a1b2c3d4e5 # with it, an account of role management is needed']
      : [`  organization_id: ${scalar(aws.organizationId)}`]),
    `  home_region: ${scalar(aws.homeRegion)} # the raw store and the lake`,
    `  regions: [${[...new Set([aws.homeRegion, 'us-east-1'])].map(scalar).join(', ')}] # IAM and other global services log in us-east-1 only`,
    '  # organizational_units: [ou-ab12-3cd4ef56] # every account below is enrolled, today and later',
    '  accounts: # ids in quotes: YAML would drop a leading zero',
    ...account('Management', 'management', aws.managementAccount),
    ...account('Security', 'security', aws.securityAccount),
    ...account(
      'Log archive',
      'log_archive',
      aws.logArchiveAccount === aws.securityAccount ? undefined : aws.logArchiveAccount,
    ),
  ].join('\n');
}

export function initAzure(azure: InitAzure): string {
  return [
    '',
    'azure:',
    `  tenant_id: ${scalar(azure.tenantId)}`,
    `  subscription_id: ${scalar(azure.subscriptionId)} # the platform runs here`,
    `  management_group: ${scalar(azure.managementGroup)} # every subscription below is enrolled`,
    `  home_location: ${scalar(azure.homeLocation)}`,
  ].join('\n');
}

export function initGcp(gcp: InitGcp): string {
  return [
    '',
    'gcp:',
    `  organization_id: ${scalar(gcp.organizationId)} # every project below is enrolled`,
    `  project_id: ${scalar(gcp.projectId)} # the platform runs here`,
    `  home_location: ${scalar(gcp.homeLocation)}`,
  ].join('\n');
}
