import * as z from 'zod';
import { alerts } from './alerts';
import { batch } from './batch';
import { aws, azure, gcp } from './clouds';
import { detections, enrichment, sources } from './content';
import { cost } from './cost';
import { forward } from './forward';
import { monitors } from './monitors';
import { privacy } from './privacy';
import { query } from './query';
import { residency } from './residency';
import { retention } from './retention';
import { name } from './values';

/** The version of the configuration this release reads and writes; older ones are migrated. */
export const CONFIG_VERSION = 1;

/** THE file an organization edits, as data. What crosses sections is in `../checks`. */
export const platform = z.strictObject({
  version: z.literal(CONFIG_VERSION).describe('Version of this file, for migrations.'),
  name: name.default('kumomori').describe('Begins the name of everything that is deployed.'),
  lifecycle: z
    .enum(['trial', 'production'])
    .describe('trial: unlocked, destroyable. production: raw logs are locked, nothing is deleted early.'),
  volume: z
    .enum(['startup', 'midsize', 'enterprise'])
    .describe('About 50, 1,000 or 10,000 employees; sizes everything that has a size.'),
  residency: residency.optional(),
  retention: retention.prefault({}),
  privacy: privacy.prefault({}),
  enrichment: enrichment.default({}),
  sources: sources.default({}),
  aws: aws.optional(),
  azure: azure.optional(),
  gcp: gcp.optional(),
  detections: detections.prefault({}),
  alerts: alerts.prefault({}),
  query: query.prefault({}),
  batch: batch.prefault({}),
  monitors: monitors.default([]),
  cost: cost.prefault({}),
  forward: forward.default({}),
});

/** A valid configuration, the plain defaults filled in. `resolve` makes of it what everything else reads. */
export type PlatformConfig = z.output<typeof platform>;
export type AwsConfig = z.output<typeof aws>;
export type AzureConfig = z.output<typeof azure>;
export type GcpConfig = z.output<typeof gcp>;
