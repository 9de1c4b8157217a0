import * as z from 'zod';
import { LANGUAGES, OCCASIONS } from '../../alerts/message';
import { isTimeZone } from '../../alerts/zoned-time';
import { LEVELS } from '../../sigma/rule';
import { SOURCE_METADATA } from '../source-ids';
import { alertChannel } from './alert-channels';
import { days, path, text } from './values';

const channel = text(
  /^[a-z0-9][a-z0-9-]{0,39}$/,
  'the name of a channel: lower-case letters, digits, hyphens',
);
const named = text(/\S/, 'a name or an id');
const language = z.enum(LANGUAGES).describe('Language of the messages.');
const timeZone = z
  .string()
  .refine(isTimeZone, 'must be an IANA time zone such as Asia/Tokyo')
  .describe('IANA time zone of the local time in messages; UTC is always beside it.');
const occasion = z.enum(OCCASIONS.filter((one) => one !== 'digest'));

const route = z
  .strictObject({
    level: z.enum(LEVELS).optional().describe('This level and those above it.'),
    accounts: z.array(named).min(1).optional().describe('Accounts, subscriptions, projects: id or name.'),
    organizational_units: z
      .array(named)
      .min(1)
      .optional()
      .describe('As the directory of accounts has them, in its column organizational_unit.'),
    owners: z
      .array(named)
      .min(1)
      .optional()
      .describe('Owner of the rule, or of the account in the directory of accounts.'),
    sources: z
      .array(z.enum(SOURCE_METADATA.map((source) => source.id)))
      .min(1)
      .optional()
      .describe('Log sources.'),
    channels: z.array(channel).min(1).describe('Where the alerts go that fit everything named here.'),
    on: z
      .array(occasion)
      .min(1)
      .optional()
      .describe('What to be told of. Left out: opened, reopened, resolved, false_positive.'),
    language: language.optional(),
    time_zone: timeZone.optional(),
  })
  .describe('An alert goes to the channels of every route that fits, each channel once.');

const storm = z
  .strictObject({
    burst: z.int().min(1).max(1000).default(20).describe('Alerts at once, for each level.'),
    per_hour: z.int().min(0).max(3600).default(60).describe('Alerts an hour after that, for each level.'),
    digest_minutes: z
      .int()
      .min(1)
      .max(1440)
      .default(15)
      .describe('What is above goes into one message each.'),
  })
  .describe('How many alerts a channel gets one by one before it gets a digest of the rest.');

const retention = z
  .strictObject({
    alerts_days: days
      .default(400)
      .describe('Closed alerts, undelivered messages, and which findings were told: removed after it.'),
    messages_days: days.default(30).describe('Messages that were sent: removed after it.'),
  })
  .describe('How long the state of alerts is kept; the findings themselves are in the lake.');

export const alerts = z
  .strictObject({
    language: language.default('en'),
    time_zone: timeZone.default('UTC'),
    channels: z
      .record(channel, alertChannel)
      .default({})
      .describe('Ways to people, by name. native is always there.'),
    secrets: path
      .default('secrets')
      .describe('On a laptop: folder with a file for each secret, readable by its owner alone.'),
    default_channels: z
      .array(channel)
      .min(1)
      .default(['native'])
      .describe("Where alerts go that no route fits. native: the cloud's own event bus."),
    routes: z.array(route).default([]),
    storm: storm.prefault({}),
    retention: retention.prefault({}),
  })
  .describe('Who is told of alerts, how, and how often.');
