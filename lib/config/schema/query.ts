import * as z from 'zod';
import { EVENT_CATEGORIES } from '../../lake/table/partition';
import { text } from './values';

const team = z.strictObject({
  name: text(
    /^[a-z][a-z0-9-]{0,9}[a-z0-9]$/,
    '2 to 11 lower-case letters, digits and hyphens, a letter first',
  ),
  scan_limit_gb: z
    .int()
    .min(1)
    .max(100_000)
    .default(1000)
    .describe('A query that reads more is stopped. Athena charges 5 USD for 1,000.'),
  categories: z
    .array(z.enum(EVENT_CATEGORIES))
    .min(1)
    .default([...EVENT_CATEGORIES])
    .describe('Event categories its analysts may read. A query that asks for any other fails.'),
});

/** Who asks questions of the lake, and how much one may read. */
export const query = z
  .strictObject({
    teams: z
      .array(team)
      .min(1)
      .max(10)
      .default([{ name: 'security', scan_limit_gb: 1000, categories: [...EVENT_CATEGORIES] }])
      .describe('Each has a workgroup, results, and a role for its analysts, of its own.'),
  })
  .describe('Queries of the lake by people.');
