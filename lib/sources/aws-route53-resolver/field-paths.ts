/** Where the log's own attributes are, in lower case. The name queried has lost the root's dot. */
const OWN: ReadonlyMap<string, readonly string[]> = new Map([
  ['version', ['metadata.log_version']],
  ['account_id', ['cloud.account.uid']],
  ['region', ['cloud.region']],
  ['vpc_id', ['src_endpoint.vpc_uid']],
  ['query_timestamp', ['metadata.original_time']],
  ['query_name', ['query.hostname']],
  ['query_type', ['query.type']],
  ['query_class', ['query.class']],
  ['rcode', ['status_code']],
  ['answers.rdata', ['answers.rdata']],
  ['answers.type', ['answers.type']],
  ['answers.class', ['answers.class']],
  ['srcaddr', ['src_endpoint.ip', 'src_endpoint.name']],
  ['srcport', ['src_endpoint.port']],
  ['transport', ['connection_info.protocol_name']],
  ['srcids.instance', ['src_endpoint.instance_uid']],
  ['srcids.resolver_endpoint', ['dst_endpoint.instance_uid']],
  ['srcids.resolver_network_interface', ['dst_endpoint.interface_uid']],
  ['firewall_rule_action', ['unmapped.firewall_rule_action']],
  ['firewall_rule_group_id', ['firewall_rule.uid']],
  ['firewall_domain_list_id', ['firewall_rule.match_details', 'unmapped.firewall_domain_list_id']],
  ['firewall_protection', ['firewall_rule.category', 'unmapped.firewall_protection']],
]);

/** Names that rules for the DNS of any product use (`category: dns`). */
const GENERIC: ReadonlyMap<string, string> = new Map([
  ['query', 'query_name'],
  ['record_type', 'query_type'],
  ['answer', 'answers.rdata'],
  ['answers', 'answers.rdata'],
  ['response_code', 'rcode'],
  ['src_ip', 'srcaddr'],
  ['src_port', 'srcport'],
]);

const NONE: readonly string[] = [];

/** Where an attribute of a query log, or a DNS rule's `query` and the like, is in the event. */
export function queryLogPaths(field: string): readonly string[] {
  const name = field.toLowerCase();
  return OWN.get(GENERIC.get(name) ?? name) ?? NONE;
}
