import * as z from 'zod';
import { LONGEST_MINUTES } from '../../monitors/compile/metrics-insights';
import { CUSTOM_STATISTICS } from '../../monitors/monitor';
import { RESOURCE_TYPE_NAMES } from '../../monitors/resource-types';
import { text } from './values';

// What every cloud takes in a tag; above all no quote, which would end a query's text.
export const tagKey = text(/^[\p{L}\p{N} _.:/=+@-]{1,128}$/u, "a tag's key");
export const tagValue = text(
  /^[\p{L}\p{N} _.:/=+@-]{1,256}$/u,
  "a tag's value: letters, digits, spaces, _ . : / = + - @",
);

const metricName = text(
  /^[A-Za-z0-9 !#$%&()*+,./;<=>?@[\]^_{|}~-][A-Za-z0-9 !#$%&()*+,./:;<=>?@[\]^_{|}~-]{0,254}$/,
  '1 to 255 ASCII characters, no quotes, no colon first',
);

/** The names are the application's own, as it publishes them. */
const metric = z.strictObject({
  namespace: metricName,
  name: metricName,
  statistic: z
    .enum(CUSTOM_STATISTICS)
    .default('maximum')
    .describe('How its values within five minutes become one.'),
  dimensions: z
    .array(metricName)
    .min(1)
    .max(30)
    .describe('The names of all labels it is published with; each set of values is watched by itself.'),
});

const monitor = z.strictObject({
  id: text(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/, '3 to 40 lower-case letters, digits and hyphens'),
  metric_filter: z.strictObject({
    resource_type: z.enum(RESOURCE_TYPE_NAMES),
    metric: metric.optional().describe('Of a custom_metric: which; its condition is on value.'),
    tags: z
      .record(tagKey, tagValue)
      .refine((tags) => Object.keys(tags).length > 0, 'must name at least one tag')
      .describe('All of these; whatever has them is watched, today and later.'),
    condition: z.string().describe('A metric, a comparison and a number: cpu_utilization > 80%'),
  }),
  alert_rule: text(/^(?=.{1,300}$).*\S/, 'what is watched, in up to 300 characters on one line'),
  minutes: z
    .int()
    .min(5)
    .max(LONGEST_MINUTES)
    .default(5)
    .describe('How long the condition holds before somebody is told.'),
  runbook: text(
    /^(?=.{1,300}$).*\S/,
    'where to read what to do, in up to 300 characters on one line',
  ).optional(),
});

/** Watching of the estate by tags: resources may come and go, the monitors stay as they are. */
export const monitors = z
  .array(monitor)
  .max(50)
  .describe('Alarms on whatever bears certain tags, in every enrolled account and region.');
