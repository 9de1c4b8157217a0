import * as z from 'zod';
import { awsRegion, azureLocation, gcpLocation } from './values';

export const residency = z
  .strictObject({
    allowed: z
      .strictObject({
        aws: z.array(awsRegion).min(1).optional(),
        azure: z.array(azureLocation).min(1).optional(),
        gcp: z.array(gcpLocation).min(1).optional(),
      })
      .describe(
        'Regions logs may be placed in or copied to. A cloud left out: its configured regions, no other.',
      ),
  })
  .describe('Where logs may be.');
