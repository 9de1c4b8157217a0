import { isObject } from '../../json';
import { parseExact } from '../frame/parse';
import type { OpenEnvelope } from './part';

/** An entry of CloudTrail's LookupEvents: the event itself is JSON text in `CloudTrailEvent`. */
export const openLookupEvent: OpenEnvelope = (record, text) => {
  const inner = record.CloudTrailEvent;
  if (typeof inner !== 'string') {
    return undefined;
  }
  const value = parseExact(inner);
  return isObject(value)
    ? [{ kind: 'value', value, text: inner }]
    : [{ kind: 'flaw', flaw: 'invalid JSON in CloudTrailEvent', text }];
};
