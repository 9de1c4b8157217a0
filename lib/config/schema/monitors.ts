import * as z from 'zod';
import { RESOURCE_TYPE_NAMES } from '../../monitors/resource-types';
import { text } from './values';

// What every cloud takes in a tag; above all no quote, which would end a query's text.
const tagKey = text(/^[\p{L}\p{N} _.:/=+@-]{1,128}$/u, "a tag's key");
const tagValue = text(
  /^[\p{L}\p{N} _.:/=+@-]{1,256}$/u,
  "a tag's value: letters, digits, spaces, _ . : / = + - @",
);

const monitor = z.strictObject({
  id: text(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/, '3 to 40 lower-case letters, digits and hyphens'),
  metric_filter: z.strictObject({
    resource_type: z.enum(RESOURCE_TYPE_NAMES),
    tags: z
      .record(tagKey, tagValue)
      .refine((tags) => Object.keys(tags).length > 0, 'must name at least one tag')
      .describe('All of these; whatever has them is watched, today and later.'),
    condition: z.string().describe('A metric, a comparison and a number: cpu_utilization > 80%'),
  }),
  alert_rule: text(/\S/, 'what is watched, in words'),
  minutes: z
    .int()
    .min(5)
    .max(1440)
    .default(5)
    .describe('How long the condition holds before somebody is told.'),
  runbook: text(/\S/, 'where to read what to do').optional(),
});

/** Watching of the estate by tags: resources may come and go, the monitors stay as they are. */
export const monitors = z
  .array(monitor)
  .max(50)
  .describe('Alarms on whatever bears certain tags, in every enrolled account and region.');
