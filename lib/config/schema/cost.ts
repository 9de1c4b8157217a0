import * as z from 'zod';
import { tagKey, tagValue } from './monitors';
import { accountName, text } from './values';

const usd = z.number().min(1).max(100_000_000);
const perCent = z.array(z.int().min(1).max(1000));

/** Keys of a bill are told apart by their letters and digits. */
const costTag = text(
  /^(?:aws:)?[A-Za-z0-9][A-Za-z0-9 _.:/=+@-]{0,123}$/,
  "a tag's key: letters, digits, spaces, _ . : / = + - @, a letter or digit first",
);

const budget = z.strictObject({
  id: text(
    /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/,
    '2 to 40 lower-case letters, digits and hyphens, a letter first',
  ),
  monthly_usd: usd.describe('What a month may cost.'),
  accounts: z
    .array(accountName)
    .min(1)
    .max(100)
    .optional()
    .describe('Names of aws.accounts, or account ids in quotes. Left out: all that the payer pays for.'),
  tag: z
    .strictObject({ key: tagKey, value: tagValue })
    .optional()
    .describe('Only what bears this tag, which is activated as a cost allocation tag.'),
  thresholds: z
    .strictObject({
      actual: perCent.default([80, 100]).describe('Per cent of what was spent.'),
      forecast: perCent
        .default([100])
        .describe("Per cent of what the month is going to cost, by AWS's forecast."),
    })
    .prefault({})
    .describe('When somebody is told; five together at most.'),
});

/** What the estate costs, across accounts. */
export const cost = z
  .strictObject({
    export: z
      .enum(['create', 'off'])
      .default('off')
      .describe(
        'The bill (CUR 2.0) of all accounts, daily, as tables and views by account, organizational unit and tag. Needs us-east-1; storage costs cents to some dollars a month.',
      ),
    tags: z
      .array(costTag)
      .max(20)
      .default([])
      .describe('Cost allocation tags to have a view for each: cost_by_tag_NAME.'),
    platform_monthly_usd: usd
      .optional()
      .describe(
        'A budget for the platform itself, by its own tag `platform`: activate that as a cost allocation tag.',
      ),
    budgets: z
      .array(budget)
      .max(50)
      .default([])
      .describe('Budgets of the paying account. They cost nothing.'),
    anomaly_usd: usd
      .optional()
      .describe('Cost anomalies of at least so much are told of at once. Left out: none.'),
    anomaly_monitor: text(
      /^arn:aws:ce::\d{12}:anomalymonitor\/[A-Za-z0-9-]{1,64}$/,
      'the ARN of a cost anomaly monitor: aws ce get-anomaly-monitors shows them',
    )
      .optional()
      .describe(
        'The monitor whose anomalies are told of. Left out: one is made, of linked accounts or, without an organization, of services. An account has one of each kind at most.',
      ),
  })
  .describe('What the estate and the platform cost (AWS).');
