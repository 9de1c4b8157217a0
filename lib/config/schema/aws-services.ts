import * as z from 'zod';
import { awsAccountId, awsRegion, text } from './values';

/** Services an organization may have before kumomori comes. */
export const AWS_SERVICES = ['trail', 'log_bucket', 'config', 'guardduty', 'security_hub'] as const;
export type AwsService = (typeof AWS_SERVICES)[number];

/** `create`: kumomori sets it up. `existing`: it is there, and is used as it is. `off`: done without. */
export const USES = ['create', 'existing', 'off'] as const;
export type Use = (typeof USES)[number];

/** Data events a trail can record besides management events. */
export const DATA_EVENTS = ['s3', 'lambda'] as const;
export type DataEvents = (typeof DATA_EVENTS)[number];

const use = (what: string) => z.enum(USES).default('create').describe(what);

/** What cannot write to a bucket that is locked and under a customer's key, and lands in another one first. */
export const LANDING_WRITERS = ['load_balancers', 'waf'] as const;
export type LandingWriter = (typeof LANDING_WRITERS)[number];

/** What costs by use, and so is asked for. */
const EXTRAS = ['create', 'off'] as const;
export type Extra = (typeof EXTRAS)[number];

const extra = (what: string) => z.enum(EXTRAS).default('off').describe(what);

const bucketName = text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of an S3 bucket');
const keyArn = text(
  /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/\S+$/,
  'the ARN of a KMS key, such as arn:aws:kms:ap-northeast-1:222222222222:key/0a1b2c3d-…',
);
const trailArn = text(
  /^arn:[a-z-]+:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[A-Za-z0-9._-]{3,128}$/,
  'the ARN of a trail, such as arn:aws:cloudtrail:ap-northeast-1:111111111111:trail/organization',
);

const awsRoleName = text(/^[\w+=,.@*/-]{1,128}$/, 'the name of an IAM role; * stands for any part of it');

const bucket = z.strictObject({
  name: bucketName,
  account: awsAccountId.describe('The account that owns it.'),
  region: awsRegion,
  key_arn: keyArn.optional().describe("The KMS key its objects are encrypted with. Left out: S3's own key."),
  prefix: text(/^[^/].*[^/]$/, 'a prefix without slashes at its ends')
    .optional()
    .describe('What stands before AWSLogs/ in object keys, as the organization id does under Control Tower.'),
});

export const awsServices = {
  trail: use('Organization trail. A second one costs 2 USD for 100,000 events: use the one you have.'),
  log_bucket: use('Bucket that the raw logs are kept in.'),
  config: use('AWS Config recorders and their aggregator.'),
  guardduty: use('Amazon GuardDuty, administered by the security account.'),
  security_hub: use('AWS Security Hub, administered by the security account.'),
  cloudwatch_logs: extra(
    'Every log group of every enrolled account into the raw store. CloudWatch Logs and Firehose charge by the gigabyte.',
  ),
  read_events: extra(
    'Read-only API calls on the central bus, too, for rules that answer in seconds. 1 USD for a million.',
  ),
  event_archive: extra('What the central bus took in, kept for replay. 0.10 USD a gigabyte.'),
  trail_data_events: z
    .array(z.enum(DATA_EVENTS))
    .default([])
    .describe(
      'Reads and writes of S3 objects, calls of Lambda functions, in every account: 0.10 USD for 100,000 events.',
    ),
  trail_insights: z
    .boolean()
    .default(false)
    .describe('CloudTrail Insights on call and error rates: 0.35 USD for 100,000 events analyzed, for each.'),
  guardrails: z
    .enum(['create', 'off'])
    .default('create')
    .describe(
      'Policies of the organization that keep what kumomori set up from being switched off. off: `kumomori guardrails` prints them for where you keep yours.',
    ),
  guardrail_exempt_roles: z
    .array(awsRoleName)
    .default([])
    .describe('Roles the guardrails let through, such as AWSControlTowerExecution.'),
  landing: z
    .array(z.enum(LANDING_WRITERS))
    .default([...LANDING_WRITERS])
    .describe(
      'Whose logs are taken in through a landing bucket of their region. AWS Config lands where config: create.',
    ),
  existing: z
    .strictObject({
      trail: z
        .strictObject({ arn: trailArn, bucket: bucket.describe('Where it delivers to.') })
        .optional()
        .describe('Needed where trail: existing.'),
      log_bucket: bucket.optional().describe('Needed where log_bucket: existing.'),
      config: z
        .strictObject({ bucket })
        .optional()
        .describe('Where Config delivers to; needed where config: existing.'),
    })
    .default({})
    .describe('What is there before kumomori comes.'),
} as const;
