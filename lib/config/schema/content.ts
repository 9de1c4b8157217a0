import * as z from 'zod';
import { SOURCE_METADATA, type SourceMetadata } from '../source-ids';
import { path, text } from './values';

export const criticality = z
  .enum(['critical', 'important', 'normal'])
  .describe(
    'critical: seconds, important: minutes, normal: hours. With the level of a rule it picks the path.',
  );

const source = (metadata: SourceMetadata) =>
  z
    .strictObject({
      enabled: z.boolean().optional().describe('Left out: on where its cloud is configured.'),
      criticality: criticality.optional().describe(`Left out: ${metadata.criticality}.`),
    })
    .describe(metadata.title);

export const sources = z
  .strictObject(
    Object.fromEntries(SOURCE_METADATA.map((metadata) => [metadata.id, source(metadata).optional()])),
  )
  .describe('Log sources whose treatment differs from the default.');

export const enrichment = z
  .strictObject({
    geo: z
      .array(path)
      .optional()
      .describe(
        'MMDB files, the first that knows an address wins. Left out: the one that ships with kumomori.',
      ),
    users: path.optional().describe('CSV or YAML: user to department.'),
    accounts: path.optional().describe('CSV or YAML: account to environment and owner.'),
  })
  .describe('What is added to events.');

const bundle = z
  .strictObject({
    keys: z
      .array(z.string().min(1))
      .min(1)
      .max(5)
      .describe('Ed25519 public keys (PEM or base64): who signs with one of theirs may publish.'),
    refresh_minutes: z
      .int()
      .min(1)
      .max(1440)
      .default(5)
      .describe('How often functions look for newer rules.'),
    not_before: text(/^\d{4}-\d\d-\d\d/, 'a time such as 2026-11-23 or 2026-11-23T10:00:00Z')
      .optional()
      .describe('What was published before is refused: for after a key or a bundle went wrong.'),
  })
  .describe('Rules published without a deploy (`kumomori rules publish`). Left out: only those deployed.');

export const detections = z
  .strictObject({
    rules: z
      .array(path)
      .default([])
      .describe('Directories of Sigma rules besides the ones that ship with kumomori.'),
    placeholders: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, _ and -, as between the % signs of a rule'),
        z.array(z.string().min(1)).min(1),
      )
      .default({})
      .describe(
        'Values of %name% in Sigma rules with the modifier expand, such as the names of administrators.',
      ),
    suppressions: path.optional().describe('YAML: findings not to report, with a reason and an expiry.'),
    bundle: bundle.optional(),
  })
  .describe('What is looked for.');
