import * as z from 'zod';
import { schemaTables } from '../../ocsf/schema';
import { SOURCE_METADATA } from '../source-ids';
import { text } from './values';

const freeText = z
  .enum(['mask', 'tokenize'])
  .describe('Personal data inside free text: [EMAIL_MASKED], or a keyed token.');
const identities = z
  .enum(['keep', 'mask', 'tokenize'])
  .describe('User names, e-mail addresses and the like in fields made for them.');
const addresses = z.enum(['keep', 'mask', 'tokenize']).describe('IP addresses in fields made for them.');

const classNames = Object.keys(schemaTables().classes).sort();
const classUids = Object.values(schemaTables().classes).map((row) => row.uid);

const ocsfClass = z
  .union([z.literal(classUids), z.enum(classNames)], {
    error: 'must be an OCSF class: a uid such as 3002 or a name such as authentication',
  })
  .describe('OCSF class the override is for; left out: every class.');

const tokenKey = text(/^[A-Za-z0-9/_+=.@-]{1,255}$/, 'the name of a secret, never the key itself');

const override = z.strictObject({
  source: z
    .enum(SOURCE_METADATA.map((source) => source.id))
    .optional()
    .describe('Source the override is for; left out: every source.'),
  class: ocsfClass.optional(),
  free_text: freeText.optional(),
  identities: identities.optional(),
  addresses: addresses.optional(),
});

export const privacy = z
  .strictObject({
    free_text: freeText.default('mask'),
    identities: identities.default('keep'),
    addresses: addresses.default('keep'),
    token_key: tokenKey
      .optional()
      .describe('Name of the secret that holds the token key. Needed where anything is tokenized.'),
    previous_token_keys: z
      .array(tokenKey)
      .max(4)
      .default([])
      .describe('Secrets of the keys before it: what is asked of the lake looks for their tokens too.'),
    overrides: z
      .array(override)
      .default([])
      .describe('Exceptions by source and class; of those that fit, the last wins.'),
  })
  .describe('What of people is kept in the lake and in findings.');
