import type { JsonObject } from '../../json';
import { pair } from '../../ocsf/build';
import type { FirewallRule } from '../../ocsf/event';
import { word } from '../shared/leftovers';

const CLASS = 'dns_activity';
const OTHER = 99;

const VERDICTS = new Map([
  ['ALLOW', { ...pair(CLASS, 'action_id', 1), ...pair(CLASS, 'disposition_id', 1) }],
  ['ALERT', { ...pair(CLASS, 'action_id', 1), ...pair(CLASS, 'disposition_id', 19), is_alert: true }],
  ['BLOCK', { ...pair(CLASS, 'action_id', 2), ...pair(CLASS, 'disposition_id', 2), is_alert: true }],
]);

/**
 * What DNS Firewall made of a query; undefined where none of its rules matched. ALERT lets the query pass.
 * Source: Amazon Route 53 Developer Guide, rule actions in DNS Firewall.
 */
export function verdictOf(record: JsonObject) {
  const action = word(record.firewall_rule_action);
  return action === undefined
    ? undefined
    : (VERDICTS.get(action.toUpperCase()) ?? {
        ...pair(CLASS, 'action_id', OTHER, action),
        ...pair(CLASS, 'disposition_id', OTHER, action),
      });
}

/** The rule that matched: logs name its group, with the domain list or the kind of threat it looks for. */
export function firewallRuleOf(record: JsonObject): FirewallRule | undefined {
  const group = word(record.firewall_rule_group_id);
  const domains = word(record.firewall_domain_list_id);
  return group === undefined
    ? undefined
    : {
        uid: group,
        category: word(record.firewall_protection),
        match_details: domains === undefined ? undefined : [domains],
      };
}
