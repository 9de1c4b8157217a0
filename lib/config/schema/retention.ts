import * as z from 'zod';
import { days } from './values';

/** The seed's four tiers: each number is the age in days at which a tier ends. */
export const retention = z
  .strictObject({
    hot_days: days.default(30).describe('Until this age: S3 Standard, Azure hot, Google Standard.'),
    warm_days: days
      .default(365)
      .describe('Until this age: S3 Infrequent Access, Azure cool, Google Nearline.'),
    cold_days: days
      .default(2555)
      .describe(
        'Until this age: S3 Glacier, Azure cold, Google Coldline. In production raw logs are locked as long.',
      ),
    total_days: days
      .optional()
      .describe(
        'Deleted at this age; until then in the archive tier. Left out: archived for good. The same as cold_days: no archive.',
      ),
  })
  .describe('How long raw logs are kept, and where.');
