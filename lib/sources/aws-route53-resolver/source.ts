import { isObject, type JsonValue } from '../../json';
import { NO_TIME } from '../../time';
import { eventMicros } from '../aws/event-time';
import { word } from '../shared/leftovers';
import { type EmitEvent, type Outcome, quarantined, type Source, WRITTEN } from '../source';
import { queryLogPaths } from './field-paths';
import { mapQuery } from './map';
import { recogniseQueryLog } from './recognise';

/**
 * Route 53 Resolver query logs: every name that machines of a VPC asked the resolver for, with the answer and what DNS
 * Firewall made of it: DNS Activity (4003). Answers from the resolver's cache are not logged. From S3 or CloudWatch Logs.
 * Source: Amazon Route 53 Developer Guide, values that appear in VPC Resolver query logs.
 */
export const awsRoute53Resolver: Source = {
  id: 'aws-route53-resolver',
  title: 'Amazon Route 53 Resolver query logs',
  product: { vendor_name: 'AWS', name: 'Route 53 Resolver' },
  logsource: [{ category: 'dns', product: 'aws', service: 'route53resolver' }],
  classes: [4003],
  collection: {
    cloud: 'aws',
    delivery: 'resolver query logs to S3',
    stream: false,
    aws: { folders: ['vpcdnsquerylogs'] },
  },
  layer: 'network',
  criticality: 'important',
  shape: 'json',
  recognise: recogniseQueryLog,
  open: () => normalise,
  fieldPaths: queryLogPaths,
  fields: [
    'query_name',
    'query_type',
    'rcode',
    'answers.Rdata',
    'srcaddr',
    'srcids.instance',
    'vpc_id',
    'account_id',
    'region',
    'firewall_rule_action',
    'firewall_rule_group_id',
    'firewall_domain_list_id',
    'firewall_protection',
    'query',
    'record_type',
    'answer',
  ],
};

function normalise(record: JsonValue, emit: EmitEvent): Outcome {
  if (!isObject(record)) {
    return quarantined('expected a resolver query log record, got no JSON object');
  }
  const written = word(record.query_timestamp);
  // A partial record (a sample, a rule's test) may name no time at all.
  const micros = written === undefined ? NO_TIME : eventMicros(written);
  if (micros === undefined) {
    const got = JSON.stringify(written?.slice(0, 60));
    return quarantined(`query_timestamp: expected a time like 2024-08-12T10:30:00Z, got ${got}`);
  }
  emit(mapQuery(record, micros), micros);
  return WRITTEN;
}
