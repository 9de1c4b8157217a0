import type { JsonObject } from '../../json';
import { classify, severity } from '../../ocsf/build';
import type { DnsQuery, Metadata, OcsfEvent } from '../../ocsf/event';
import { toMillis } from '../../time';
import { awsAccount } from '../aws/account';
import { contentUid } from '../aws/content-uid';
import { word } from '../shared/leftovers';
import { UNKNOWN } from '../shared/unknown';
import { answersOf } from './answers';
import { askerOf, connectionOf, resolverOf } from './endpoints';
import { firewallRuleOf, verdictOf } from './firewall';
import { outcomeOf } from './outcome';
import { unmappedOf } from './unmapped';

const QUERY = classify(4003, 1);
const TRAFFIC = classify(4003, 6);
const INFORMATIONAL = severity(1);

/** The DNS Activity event of one query: Traffic with the answer it got, a Query where the record names no response. */
export function mapQuery(record: JsonObject, micros: number): OcsfEvent {
  const code = word(record.rcode);
  const verdict = verdictOf(record);
  const rule = firewallRuleOf(record);
  return {
    ...(code === undefined ? QUERY : TRAFFIC),
    ...INFORMATIONAL,
    ...outcomeOf(code),
    ...verdict,
    status_code: code,
    firewall_rule: rule,
    time: toMillis(micros),
    query_time: toMillis(micros),
    metadata: metadataOf(record, verdict !== undefined || rule !== undefined),
    cloud: { provider: 'AWS', account: awsAccount(word(record.account_id)), region: word(record.region) },
    src_endpoint: askerOf(record),
    dst_endpoint: resolverOf(record),
    connection_info: connectionOf(record),
    query: queryOf(record),
    answers: answersOf(record.answers),
    unmapped: unmappedOf(record, rule !== undefined),
  };
}

function metadataOf(record: JsonObject, judged: boolean): Metadata {
  return {
    version: '1.5.0',
    product: { name: 'Route 53 Resolver', vendor_name: 'AWS' },
    profiles: judged ? ['cloud', 'security_control'] : ['cloud'],
    uid: contentUid(record),
    log_version: word(record.version),
    original_time: word(record.query_timestamp),
  };
}

/** The name is without the root's dot, as rules and people write it. */
function queryOf(record: JsonObject): DnsQuery | undefined {
  const name = word(record.query_name);
  const [type, kind] = [word(record.query_type), word(record.query_class)];
  return (name ?? type ?? kind) === undefined
    ? undefined
    : { hostname: name === undefined ? UNKNOWN : withoutRoot(name), type, class: kind };
}

function withoutRoot(name: string): string {
  return name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name;
}
