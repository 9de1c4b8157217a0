import * as z from 'zod';

/** What is asked of the lake by the hour and by the day. */
export const batch = z
  .strictObject({
    daily_cost_limit_usd: z
      .number()
      .min(0.1)
      .max(10_000)
      .optional()
      .describe(
        'What queries of a day may cost; more is postponed, and told. Left out: 1, 5 or 50 by volume.',
      ),
    history_days: z
      .int()
      .min(14)
      .max(90)
      .default(30)
      .describe('How many days users and machines are compared with.'),
    emr: z
      .enum(['create', 'off'])
      .default('off')
      .describe(
        'Spark for making long history at once. off: Athena makes it day by day. Idle it costs nothing.',
      ),
  })
  .describe('Rules and baselines that look at closed hours and days.');
