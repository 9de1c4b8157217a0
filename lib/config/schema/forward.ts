import * as z from 'zod';
import { FINDINGS } from '../../forward/destination';
import { OLDER_CLASSES } from '../../forward/security-lake/since-1-3.generated';
import { SOURCE_METADATA } from '../source-ids';
import { secret, site } from './alert-channels';
import { awsRegion, guid, text } from './values';

const sources = z
  .array(z.enum([FINDINGS, ...SOURCE_METADATA.map(({ id }) => id)]))
  .min(1)
  .describe('What it gets: findings (of rules, but for informational ones), and all events of sources.');

const splunk = z
  .strictObject({
    kind: z.literal('splunk'),
    sources,
    site: site.describe('https://splunk.example.com:8088, without the path of the collector.'),
    token_secret: secret,
    index: text(/^[a-z0-9][a-z0-9_-]{0,79}$/, 'the name of an index').optional(),
  })
  .describe('A Splunk HTTP Event Collector, its token without indexer acknowledgement.');

const sentinel = z
  .strictObject({
    kind: z.literal('sentinel'),
    sources,
    endpoint: site.describe('Logs ingestion endpoint: https://name.region.ingest.monitor.azure.com'),
    dcr: text(/^dcr-[0-9a-f]{32}$/, 'the immutable id of a data collection rule, dcr- and 32 hex digits'),
    stream: text(/^Custom-[A-Za-z0-9_]{1,100}$/, 'a stream of that rule, such as Custom-Kumomori'),
    tenant_id: guid.describe('Of Microsoft Entra ID.'),
    client_id: guid.describe(
      'Application that may publish to the rule (role Monitoring Metrics Publisher on it).',
    ),
    credential_secret: secret.describe("Name of the secret that holds the application's client secret."),
  })
  .describe('Microsoft Sentinel, by the Logs Ingestion API.');

const customSource = z.strictObject({
  class: z.enum(OLDER_CLASSES).describe('OCSF class of its events.'),
  location: text(
    /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/ext\/[\w./:-]{1,120}$/,
    'the location its registration told, such as s3://aws-security-data-lake-…/ext/kumomori-findings/',
  ),
  role: text(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,128}$/,
    'the ARN of the provider role its registration told',
  ),
});

const securityLake = z
  .strictObject({
    kind: z.literal('security_lake'),
    sources,
    region: awsRegion.optional().describe("Of Security Lake's bucket. Left out: the home region."),
    external_id_secret: secret.describe('Name of the secret that holds the external id of the registration.'),
    custom_sources: z
      .array(customSource)
      .min(1)
      .max(20)
      .describe('One an OCSF class; events of other classes are not forwarded.'),
  })
  .describe('Amazon Security Lake, as custom sources that its administrator registered.');

const destination = z.discriminatedUnion('kind', [splunk, sentinel, securityLake]);

/** Receivers of findings and events, by name. */
export const forward = z
  .record(
    text(/^[a-z][a-z0-9-]{0,18}[a-z0-9]$/, '2 to 20 lower-case letters, digits and hyphens, a letter first'),
    destination,
  )
  .describe('Where masked findings and events go besides the lake. None: nothing is deployed for it.');

export type DestinationConfig = z.output<typeof destination>;
