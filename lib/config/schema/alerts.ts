import * as z from 'zod';
import { LANGUAGES, OCCASIONS } from '../../alerts/message';
import { isTimeZone } from '../../alerts/zoned-time';
import { LEVELS } from '../../sigma/rule';
import { SOURCE_METADATA } from '../source-ids';
import { text } from './values';

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

export const alerts = z
  .strictObject({
    language: language.default('en'),
    time_zone: timeZone.default('UTC'),
    default_channels: z
      .array(channel)
      .min(1)
      .default(['native'])
      .describe("Where alerts go that no route fits. native: the cloud's own event bus."),
    routes: z.array(route).default([]),
    storm: storm.prefault({}),
  })
  .describe('Who is told of alerts, how, and how often.');
