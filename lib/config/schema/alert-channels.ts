import * as z from 'zod';
import { text } from './values';

export const secret = z
  .string()
  .min(1)
  .describe('Name of a secret in the secret store: never the secret itself, which this file must not hold.');
export const site = z.string().min(1);
const allowedHosts = z
  .array(z.string())
  .min(1)
  .optional()
  .describe('Hosts messages of this channel may go to: hooks.slack.com, *.logic.azure.com, host:port.');

const native = z
  .strictObject({ kind: z.literal('native') })
  .describe(
    "The cloud's own: on AWS a topic for people and an event bus for programs; on a laptop lines in <lake>/alerts/outbox.ndjson.",
  );
const securityHub = z
  .strictObject({ kind: z.literal('security_hub') })
  .describe('Findings in AWS Security Hub of the security account. On AWS only.');
const slack = z
  .strictObject({
    kind: z.literal('slack'),
    url_secret: secret,
    allowed_hosts: allowedHosts,
  })
  .describe('A Slack incoming webhook. Its URL is a secret. Hosts left out: hooks.slack.com.');
const teams = z
  .strictObject({
    kind: z.literal('teams'),
    url_secret: secret,
    allowed_hosts: allowedHosts,
  })
  .describe(
    'A Microsoft Teams workflow. Its URL is a secret. Hosts left out: those of Power Automate and Logic Apps.',
  );
const pagerduty = z
  .strictObject({
    kind: z.literal('pagerduty'),
    routing_key_secret: secret,
    region: z.enum(['us', 'eu']).default('us').describe('Service region of the account.'),
  })
  .describe('PagerDuty, Events API v2: opens and resolves incidents.');
const jira = z
  .strictObject({
    kind: z.literal('jira'),
    site: site.describe('https://example.atlassian.net'),
    email: text(/^[^\s@:]+@[^\s@:]+$/, 'the e-mail address of the account the API token belongs to'),
    token_secret: secret,
    project: text(/^[A-Z][A-Z0-9_]{1,9}$/, 'the key of a project, such as SEC'),
    issue_type: z.string().min(1).default('Task').describe('Name of an issue type of that project.'),
  })
  .describe('Jira Cloud: an issue for each alert.');
const splunk = z
  .strictObject({
    kind: z.literal('splunk'),
    site: site.describe('https://splunk.example.com:8088, without the path of the collector.'),
    token_secret: secret,
    index: text(/^[a-z0-9][a-z0-9_-]{0,79}$/, 'the name of an index').optional(),
  })
  .describe('A Splunk HTTP Event Collector.');
const webhook = z
  .strictObject({
    kind: z.literal('webhook'),
    url: site.describe('Where signed events are posted to.'),
    key_secrets: z
      .array(secret)
      .min(1)
      .max(2)
      .describe('The signing key in use first, and a second while receivers change over.'),
  })
  .describe('A receiver of your own: JSON, signed with HMAC-SHA-256.');

/** A way to people, by its kind. */
export const alertChannel = z.discriminatedUnion('kind', [
  native,
  securityHub,
  slack,
  teams,
  pagerduty,
  jira,
  splunk,
  webhook,
]);
export type AlertChannelConfig = z.output<typeof alertChannel>;
