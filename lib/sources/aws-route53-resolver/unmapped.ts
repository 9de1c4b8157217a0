import { isObject, type JsonObject } from '../../json';
import { leftovers, mapped } from '../shared/leftovers';
import { oddAnswers } from './answers';
import { portOf } from './endpoints';

const MAPPED = mapped({
  word: [
    'version',
    'account_id',
    'region',
    'vpc_id',
    'query_timestamp',
    'query_name',
    'query_type',
    'query_class',
    'rcode',
    'transport',
    'srcaddr',
  ],
});
const WITH_RULE = new Map([
  ...MAPPED,
  ...mapped({ word: ['firewall_rule_group_id', 'firewall_domain_list_id', 'firewall_protection'] }),
]);
const IDS = mapped({ word: ['instance', 'resolver_endpoint', 'resolver_network_interface'] });

/**
 * What OCSF has no attribute for, under the log's own names. The firewall's action is always there, in AWS's own word
 * beside the verdict; what else is said of its rule only where no group names the rule.
 */
export function unmappedOf(record: JsonObject, hasRule: boolean): JsonObject | undefined {
  const { srcids } = record;
  const rest = {
    ...record,
    srcport: portOf(record) === undefined ? record.srcport : undefined,
    srcids: isObject(srcids) ? leftovers(srcids, IDS) : srcids,
    answers: oddAnswers(record.answers),
  };
  return leftovers(rest, hasRule ? WITH_RULE : MAPPED);
}
