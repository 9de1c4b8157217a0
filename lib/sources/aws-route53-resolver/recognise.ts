import { isObject, type JsonValue } from '../../json';

/** Attributes that no other log names so. */
const OWN = ['query_timestamp', 'query_name', 'query_type', 'query_class', 'srcids', 'firewall_rule_action'];

/** Whether a JSON value has the structure of a resolver query log: two of its own attributes, so that samples are known. */
export function recogniseQueryLog(record: JsonValue): boolean {
  return isObject(record) && OWN.filter((name) => name in record).length > 1;
}
