import * as z from 'zod';
import { awsNetwork, awsQuotas } from './aws-account';
import { awsServices } from './aws-services';
import {
  accountName,
  awsAccountId,
  awsOrganizationalUnit,
  awsOrganizationId,
  awsRegion,
  azureLocation,
  azureManagementGroup,
  gcpLocation,
  gcpOrganizationId,
  gcpProjectId,
  guid,
  text,
} from './values';

const accountRole = z
  .enum(['management', 'log_archive', 'security', 'workload'])
  .describe(
    'management: owns the organization. security: runs the platform. log_archive: holds the raw store; left out: the security account.',
  );

const awsAccount = z.strictObject({
  name: accountName.describe('What people call the account.'),
  id: awsAccountId,
  role: accountRole.default('workload'),
});

export const aws = z
  .strictObject({
    organization_id: awsOrganizationId.optional(),
    home_region: awsRegion.describe('Where the raw store and the lake are.'),
    regions: z
      .array(awsRegion)
      .min(1)
      .optional()
      .describe('Where logs come from. Left out: the home region.'),
    organizational_units: z
      .array(awsOrganizationalUnit)
      .default([])
      .describe('Every account below these is enrolled, today and later.'),
    accounts: z.array(awsAccount).min(1),
    bootstrap_qualifier: text(/^[a-z0-9]{1,10}$/, '1 to 10 lower-case letters and digits')
      .default('hnb659fds')
      .describe('Of `cdk bootstrap --qualifier`; its roles deploy, and the guardrails let them.'),
    object_lock: z
      .enum(['compliance', 'governance'])
      .default('compliance')
      .describe(
        'How raw logs are locked in production. compliance: nobody can delete them, the root user included. governance: who may bypass it can; for rehearsals.',
      ),
    network: awsNetwork,
    quotas: awsQuotas,
    ...awsServices,
  })
  .describe('Amazon Web Services');

export const azure = z
  .strictObject({
    tenant_id: guid,
    subscription_id: guid.describe('Subscription the platform runs in.'),
    management_group: azureManagementGroup.describe(
      'Every subscription below it is enrolled, today and later.',
    ),
    home_location: azureLocation.describe('Where the raw store and the lake are.'),
    locations: z
      .array(azureLocation)
      .min(1)
      .optional()
      .describe('Where logs come from. Left out: the home location.'),
  })
  .describe('Microsoft Azure');

export const gcp = z
  .strictObject({
    organization_id: gcpOrganizationId.describe('Every project below it is enrolled, today and later.'),
    project_id: gcpProjectId.describe('Project the platform runs in.'),
    home_location: gcpLocation.describe('Where the raw store and the lake are.'),
    locations: z
      .array(gcpLocation)
      .min(1)
      .optional()
      .describe('Where logs come from. Left out: the home location.'),
  })
  .describe('Google Cloud');
