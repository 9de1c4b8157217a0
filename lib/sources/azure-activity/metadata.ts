import { sha256 } from '../../hash';
import { text } from '../../json';
import type { Metadata } from '../../ocsf/event';
import { parseTimestamp, toMillis } from '../../time';
import { word } from '../shared/leftovers';
import { type Activity, wordOf } from './activity';

export const PRODUCT = { vendor_name: 'Azure', name: 'Activity Log' } as const;

/** What `eventOf` has already read of the record. */
export interface Facts {
  readonly original: string | undefined;
  readonly category: string | undefined;
  readonly level: string | undefined;
  readonly result: string | undefined;
  readonly operation: string;
  readonly resource: string | undefined;
}

/** Who logged the event, when, and under which identity. */
export function metadataOf(activity: Activity, facts: Facts): Metadata {
  const { names } = activity.form;
  const submitted = wordOf(activity, names.submitted);
  const logged = submitted === undefined ? undefined : parseTimestamp(submitted);
  return {
    correlation_uid: wordOf(activity, names.correlation),
    log_level: facts.level,
    log_name: facts.category,
    logged_time: logged === undefined ? undefined : toMillis(logged),
    original_time: facts.original,
    product: PRODUCT,
    profiles: ['cloud'],
    uid: wordOf(activity, names.event) ?? identityOf(activity, facts),
    version: '1.5.0',
  };
}

/**
 * Diagnostic records have no event id: a hash of what identifies one stands for it. Attributes of the delivery
 * (Stamp, RoleLocation, ReleaseVersion) stay out, so that a record delivered twice has one uid.
 */
function identityOf(activity: Activity, { original, category, result, operation, resource }: Facts): string {
  const { names } = activity.form;
  const rest = [names.correlation, names.signature, names.address, names.caller, names.duration, names.level];
  const parts = [
    original,
    operation,
    resource,
    category,
    result,
    ...rest.map((name) => wordOf(activity, name)),
  ];
  parts.push(word(activity.claims?.uti), wordOf(activity, names.uri), bodyOf(activity));
  return sha256(parts.join('\u0000')).slice(0, 32);
}

function bodyOf({ properties, record, form }: Activity): string | undefined {
  return properties ? JSON.stringify(properties) : text(record[form.names.properties[0] ?? '']);
}
